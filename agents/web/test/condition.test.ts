import { describe, expect, it } from "vitest";

import { conditionOf } from "../src/core/condition";
import { sampleOf, tagOf } from "./samples";

const tag = tagOf({ rate_s: 2, alarms: { low: 190, high: 220, high_high: 230 } });

describe("conditionOf", () => {
  it("ages a value on between messages, and calls it stale after three contract periods", () => {
    const sample = sampleOf({ age_s: 0.5, receivedAt: 1000 });
    expect(conditionOf(sample, tag, 1000 + 5500)).toMatchObject({ trust: "good", age: 6 });
    expect(conditionOf(sample, tag, 1000 + 5501).trust).toBe("stale");
  });

  it("does not make a value younger when the clock reads earlier", () => {
    expect(conditionOf(sampleOf({ age_s: 1, receivedAt: 900 }), tag, 100).age).toBe(1);
  });

  it("calls a value without source time stale", () => {
    expect(conditionOf(sampleOf({ age_s: null }), tag, 0).trust).toBe("stale");
  });

  it("keeps the reason of bad and uncertain values", () => {
    const bad = sampleOf({ quality: "bad", reason: "wire break" });
    const uncertain = sampleOf({ quality: "uncertain", reason: "out of calibration" });
    expect(conditionOf(bad, tag, 0)).toMatchObject({ trust: "bad", reason: "wire break" });
    expect(conditionOf(uncertain, tag, 0)).toMatchObject({
      trust: "uncertain",
      reason: "out of calibration",
    });
  });

  it("is missing before the first value", () => {
    expect(conditionOf(undefined, tag, 0)).toMatchObject({ trust: "missing", live: false });
    expect(conditionOf(sampleOf({ value: null }), tag, 0).trust).toBe("missing");
  });

  it.each([
    ["plant", true],
    ["model", false],
    ["replay", false],
    ["operator", false],
    ["instructor", false],
  ] as const)("a value from %s is live: %s", (origin, live) => {
    expect(conditionOf(sampleOf({ origin }), tag, 0).live).toBe(live);
  });

  it.each([
    [231, "HH"],
    [220, "HI"],
    [210, undefined],
    [190, "LO"],
  ])("at %s the alarm word is %s", (value, word) => {
    expect(conditionOf(sampleOf({ value }), tag, 0).alarm?.word).toBe(word);
  });
});
