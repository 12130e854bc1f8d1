import { expect, it, vi } from "vitest";

import { extend, since, withSetpoint } from "../src/core/history";
import { LiveValues } from "../src/core/liveValues";
import { sampleOf, valueOf } from "./samples";

it("keeps only the newest value of each tag until the next frame", () => {
  const frames: (() => void)[] = [];
  const live = new LiveValues(
    () => 42,
    (run) => frames.push(run),
  );
  const [seen, other] = [vi.fn(), vi.fn()];
  live.subscribe("TT-1", seen);
  live.subscribe("TT-2", other);
  live.receive([valueOf({ value: 1 })]);
  live.receive([valueOf({ value: 2 }), valueOf({ tag: "TT-3", value: 3 })]);
  expect(live.get("TT-1")).toBeUndefined();
  expect(frames).toHaveLength(1);
  frames[0]?.();
  expect(live.get("TT-1")).toMatchObject({ value: 2, receivedAt: 42 });
  expect(seen).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});

it("adds what has changed to what is known, also before the next frame", () => {
  const frames: (() => void)[] = [];
  let now = 1;
  const live = new LiveValues(
    () => now++,
    (run) => frames.push(run),
  );
  live.receive([valueOf({ value: 1, unit: "kg/s", simulated: 7, age_s: 0.1 })]);
  live.receive([{ tag: "TT-1", age_s: 0.2, value: 2, quality: "good" }]);
  live.receive([{ tag: "TT-1", age_s: 0.3, simulated: 8 }]);
  frames[0]?.();
  const known = { value: 2, simulated: 8, unit: "kg/s", age_s: 0.3, receivedAt: 3 };
  expect(live.get("TT-1")).toMatchObject(known);
});

it("takes no change of what it does not know", () => {
  const live = new LiveValues(
    () => 0,
    (run) => run(),
  );
  live.receive([{ tag: "TT-1", age_s: 0.2, value: 2 }]);
  expect(live.get("TT-1")).toBeUndefined();
});

it("extends a history with newer samples only, and leaves a gap for bad ones", () => {
  const empty = { t: [], reported: [], simulated: [], desired: [] };
  const first = extend(empty, sampleOf({ source_time: "2026-01-01T00:00:10Z" }), 211);
  const older = extend(first, sampleOf({ source_time: "2026-01-01T00:00:05Z" }), null);
  const bad = extend(
    older,
    sampleOf({ source_time: "2026-01-01T00:00:11Z", quality: "bad" }),
    null,
  );
  expect(bad).toMatchObject({ reported: [210, null], desired: [211, null] });
  expect(since(bad, bad.t[1] ?? 0).reported).toEqual([null]);
});

it("holds the setpoint between its own samples", () => {
  const column = [null, null, null];
  const history = { t: [1, 2, 3], reported: [5, 5, 5], simulated: column, desired: column };
  const setpoint = { t: [2, 2.5], reported: [7, 8], simulated: [], desired: [] };
  expect(withSetpoint(history, setpoint).desired).toEqual([null, 7, 8]);
});
