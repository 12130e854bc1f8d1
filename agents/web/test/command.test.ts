import { describe, expect, it } from "vitest";

import { outcomeOf, waitsFor, type CommandEvent, type CommandState } from "../src/core/command";
import { CommandLog } from "../src/core/commandLog";

function event(state: CommandState, request_id = "one", second = 0): CommandEvent {
  const time = `2026-01-01T00:00:0${second}Z`;
  return { request_id, tag: "TIC-1.SP", value: 210, author: "ann", state, reason: null, time };
}

describe("CommandLog", () => {
  it("orders stages by the transaction, whatever order they arrive in", () => {
    const log = new CommandLog();
    for (const state of ["written", "requested", "completed", "authorised"] as const)
      log.advance(event(state));
    expect(log.find("one")?.stages.map((stage) => stage.state)).toEqual([
      "requested",
      "authorised",
      "written",
      "completed",
    ]);
  });

  it("has an outcome only after a final state, and repeats change nothing", () => {
    const log = new CommandLog();
    log.advance(event("requested"));
    expect(outcomeOf(log.get()[0] ?? never())).toBeUndefined();
    log.advance(event("refused"));
    log.advance(event("refused"));
    expect(outcomeOf(log.get()[0] ?? never())).toBe("refused");
    expect(log.get()[0]?.stages).toHaveLength(2);
  });

  it("merges what the exchange remembers with what the stream told", () => {
    const log = new CommandLog();
    log.advance(event("completed", "one", 3));
    const { state, reason, time } = event("requested", "one", 1);
    log.merge([
      { request_id: "one", tag: "T", value: 1, author: "ann", stages: [{ state, reason, time }] },
    ]);
    expect(log.find("one")?.stages.map((stage) => stage.state)).toEqual(["requested", "completed"]);
  });

  it.each([
    [["requested", "authorised", "verified"], "predicted"],
    [["requested", "awaiting_approval"], "a second person"],
    [["awaiting_approval", "approved"], "accepted"],
    [["accepted"], "written"],
    [["read_back"], "the plant to reach it"],
  ] as const)("after %j it waits for %s", (states, words) => {
    const log = new CommandLog();
    for (const state of states) log.advance(event(state));
    expect(waitsFor(log.find("one") ?? never())).toBe(words);
  });

  it("lists the newest command first", () => {
    const log = new CommandLog();
    log.advance(event("requested", "old", 1));
    log.advance(event("requested", "new", 2));
    log.advance(event("completed", "old", 5));
    expect(log.get().map((command) => command.request_id)).toEqual(["new", "old"]);
  });
});

function never(): never {
  throw new Error("the command is not in the log");
}
