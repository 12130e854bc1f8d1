import { afterEach, describe, expect, it, vi } from "vitest";

import { LiveValues } from "../src/core/liveValues";
import { PlantIndex } from "../src/core/plant";
import { addressOfScene, pinnedIn } from "../src/core/scene/address";
import { between, middleOf, poseOf, poseOver } from "../src/core/scene/camera";
import { colourAt } from "../src/core/scene/colourScale";
import { flowOf, flowTags } from "../src/core/scene/flow";
import { crosses } from "../src/core/scene/hiding";
import { chosenLabels } from "../src/core/scene/labelChoice";
import { Beat, pauseAfter } from "../src/core/scene/pace";
import { bestFirst, search, thingOf, type Thing, type Vector } from "../src/core/scene/thing";
import { stateOf, wordsOf } from "../src/core/scene/thingState";
import { shareOf, variablesOf } from "../src/core/scene/variable";
import { EYES, landed, looked, sight, walked, type Walker } from "../src/core/scene/walk";
import { placeOn, wayThrough } from "../src/core/scene/way";
import type { Value } from "../src/core/value";
import { plantOf, tagOf, valueOf } from "./samples";

const document = plantOf();
const flow = tagOf({ name: "FT-1", unit: "kg/s", low: 0, high: 10, equipment: "S-1" });
document.tags.push(flow);
document.instruments.push({
  tag: "FT-1",
  area: "loop",
  measures: "S-1.mass_flow",
  equipment: null,
  stream: "S-1",
});
const plant = new PlantIndex(document);

function valuesOf(...changes: Partial<Value>[]): LiveValues {
  const values = new LiveValues(
    () => 0,
    (run) => run(),
  );
  values.receive(changes.map(valueOf));
  return values;
}

function thing(changes: Partial<Thing> = {}): Thing {
  return {
    id: "R-1",
    type: "equipment",
    description: "the reactor",
    area: "loop",
    tags: ["TT-1"],
    centre: [0, 2, 0],
    size: [2, 4, 2],
    way: [],
    diameter: 0,
    ...changes,
  };
}

function numbers(of: readonly number[]): number[] {
  return of.map((each) => Math.round(1000 * each) / 1000 + 0);
}

describe("the colour scale", () => {
  it("grows lighter from end to end, and stays at its ends", () => {
    const light = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => {
      const [red, green, blue] = colourAt(share);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    expect([...light].sort((a, b) => a - b)).toEqual(light);
    expect(colourAt(-3)).toEqual(colourAt(0));
    expect(colourAt(7)).toEqual(colourAt(1));
  });

  it("goes from the lowest to the highest design value of the tags of one unit", () => {
    const [variable] = variablesOf(plant).filter(({ name }) => name === "temperature");
    expect(variable).toMatchObject({ unit: "degC", low: 199, high: 201 });
  });

  it.each([
    [{ value: 200 }, 0.5],
    [{ value: 500 }, 1],
    [{ quality: "bad", reason: "wire break" }, "not good"],
    [{ quality: "uncertain" }, "not good"],
    [{ age_s: 60 }, "not good"],
    [{ origin: "replay" }, "not good"],
  ] as const)("%j stands at %s", (change, share) => {
    const [variable] = variablesOf(plant);
    if (variable === undefined) throw new Error("no temperature");
    expect(shareOf(variable, "R-1", valuesOf({ value: 200, ...change }), 0)).toBe(share);
    expect(shareOf(variable, "X-1", valuesOf(), 0)).toBe("not measured");
  });
});

describe("a thing", () => {
  it.each([
    [{ kind: "equipment", id: "R-1" }, "R-1"],
    [{ kind: "stream", id: "S-2" }, "S-2"],
    [{ kind: "tag", id: "TT-1" }, "R-1"],
    [{ kind: "tag", id: "FT-1" }, "S-1"],
    [{ kind: "tag", id: "nobody" }, null],
    [null, null],
  ])("of the selection %j is %s", (selection, id) => {
    expect(thingOf(selection, plant)).toBe(id);
  });

  it("has the worst of its tags, in the words of the diagram", () => {
    const tags = [
      tagOf({ name: "A", alarms: { high: 220 } }),
      tagOf({ name: "B", alarms: { high_high: 220 } }),
      tagOf({ name: "C" }),
    ];
    const own = new PlantIndex({ ...document, tags });
    const at = thing({ tags: ["A", "B", "C", "unknown"] });
    const judged = (...changes: Partial<Value>[]): string =>
      wordsOf(stateOf(at, own, valuesOf(...changes), 0));
    const good = ["A", "B", "C"].map((tag) => ({ tag }));
    expect(judged(...good)).toBe("");
    expect(judged(...good, { tag: "A", value: 230 })).toBe("HI");
    expect(judged(...good, { tag: "A", value: 230 }, { tag: "B", value: 230 })).toBe("HH");
    expect(judged(...good, { tag: "C", quality: "bad" })).toBe("BAD");
    expect(judged({ tag: "A" }, { tag: "B" })).toBe("NO DATA");
  });

  it("without tags is never doubted", () => {
    expect(wordsOf(stateOf(thing({ tags: [] }), plant, valuesOf(), 0))).toBe("");
  });

  it("is found by words of its id, description and tags, its id first", () => {
    const pipe = thing({ id: "S-1", type: "pipe", description: "to R-1", tags: [] });
    const both = [pipe, thing()];
    expect(bestFirst(search(both, "r-1", ""), "r-1").map(({ id }) => id)).toEqual(["R-1", "S-1"]);
    expect(search(both, "reactor tt-1", "").map(({ id }) => id)).toEqual(["R-1"]);
    expect(search(both, "", "tanks")).toEqual([]);
  });
});

describe("flow", () => {
  it("is carried on through a valve, and not through a reactor", () => {
    const tags = flowTags(plant);
    expect([...tags.keys()].sort()).toEqual(["S-1", "S-2"]);
    expect(tags.get("S-2")).toBe(flow);
  });

  it.each([
    [{ value: 5 }, { share: 0.5, from: "plant" }],
    [{ value: -5 }, { share: -0.5, from: "plant" }],
    [{ value: 0 }, null],
    [
      { quality: "bad", simulated: 2 },
      { share: 0.2, from: "model" },
    ],
    [{ quality: "bad", simulated: null }, null],
    [{ value: 5, age_s: 60, simulated: 2 }, null],
    [{ value: null, simulated: 2 }, null],
  ] as const)("with %j is %j", (change, expected) => {
    expect(flowOf(flow, valuesOf({ tag: "FT-1", ...change }), 0)).toEqual(expected);
  });

  it("is unknown before any value has come", () => {
    expect(flowOf(flow, valuesOf(), 0)).toBeNull();
  });

  it("has its marks along the way, round and round", () => {
    const way = wayThrough([
      [0, 0, 0],
      [4, 0, 0],
      [4, 0, 0],
      [4, 3, 0],
    ]);
    expect(way.length).toBe(7);
    expect(placeOn(way, 5)).toEqual({ at: [4, 1, 0], direction: [0, 1, 0] });
    expect(placeOn(way, 12)).toEqual(placeOn(way, 5));
    expect(placeOn(way, -2)).toEqual(placeOn(way, 5));
    expect(placeOn(wayThrough([]), 1)).toBeNull();
  });
});

describe("walking", () => {
  const walker: Walker = { at: [0, EYES, 0], heading: 0, pitch: 0 };

  it.each([
    [["KeyW"], [0, EYES, -5]],
    [["ArrowDown"], [0, EYES, 5]],
    [["KeyD"], [5, EYES, 0]],
    [
      ["KeyW", "KeyS"],
      [0, EYES, 0],
    ],
    [
      ["KeyW", "ShiftLeft"],
      [0, EYES, -20],
    ],
    [["KeyQ"], [0, EYES, 0]],
  ])("with %j held for a second leads from the middle, looking north, to %j", (held, at) => {
    expect(numbers(walked(walker, new Set(held), 1).at)).toEqual(at);
  });

  it("is as fast aslant as straight on, and goes where one looks", () => {
    const east = looked(walker, Math.PI / 2, 0);
    const { at } = walked(east, new Set(["KeyW", "KeyA"]), 1);
    expect(numbers(at)).toEqual(numbers([5 / Math.SQRT2, EYES, -5 / Math.SQRT2]));
    expect(numbers(sight(east, 10))).toEqual([10, EYES, 0]);
  });

  it("begins on the ground below the camera, and never looks over its own back", () => {
    const below = landed([3, 80, 4], [3, 0, -76]);
    expect(below.at).toEqual([3, EYES, 4]);
    expect(below.heading).toBeCloseTo(0);
    expect(below.pitch).toBeCloseTo(-0.2);
    expect(Math.abs(looked(walker, 0, 9).pitch)).toBeLessThan(Math.PI / 2);
  });
});

describe("the camera", () => {
  it("flies to where the whole thing is seen, from the side where it is", () => {
    const now = { at: [0, 10, -50], target: [0, 0, 0] } as const;
    const pose = poseOf(thing({ centre: [100, 2, 100] }), now);
    expect(pose.target).toEqual([100, 2, 100]);
    expect(pose.at[2]).toBeLessThan(100);
    expect(pose.at[1]).toBeGreaterThan(4);
    expect(between(now, pose, 0)).toEqual(now);
    expect(numbers(between(now, pose, 1).at)).toEqual(numbers(pose.at));
  });

  it("has the near and the far edge of the ground in its picture", () => {
    const { at, target } = poseOver([0, 0, 0], [100, 0, 100], { at: [0, 9, 9], target: [0, 0, 0] });
    const below = (z: number): number => Math.atan2(at[1], at[2] - z);
    const angles = [50, -50].map((edge) => below(edge) - below(target[2]));
    for (const angle of angles) expect(Math.abs(angle)).toBeLessThan((25 * Math.PI) / 180);
    expect(angles[0]).toBeGreaterThan(0);
    expect(angles[1]).toBeLessThan(0);
  });

  it("looks at the longest piece of a pipe", () => {
    const way: Vector[] = [
      [0, 0, 0],
      [0, 3, 0],
      [20, 3, 0],
    ];
    expect(middleOf(thing({ type: "pipe", way }))).toEqual([10, 3, 0]);
  });

  it("is pinned in the address with what is selected, beside what is there already", () => {
    const pose = { at: [1, 2.25, -3], target: [4, 5, 6] } as const;
    const address = addressOfScene("#area=loop", pose, { kind: "stream", id: "S-1" });
    expect(pinnedIn(address)).toEqual({
      camera: { at: [1, 2.3, -3], target: [4, 5, 6] },
      selection: { kind: "stream", id: "S-1" },
    });
    expect(pinnedIn("#area=loop")).toBeNull();
  });

  it.each(["", "&camera=1_2_3", "&camera=a_b_c_d_e_f&select=R-1", "&select=user:admin"])(
    "is left open by an address that says it wrongly: %j",
    (rest) => {
      expect(pinnedIn(`#view=scene${rest}`)).toEqual({ camera: null, selection: null });
    },
  );
});

describe("labels", () => {
  const label = (id: string, x: number, distance: number, urgency = 0) => {
    return { id, x, y: 0, distance, width: 50, urgency };
  };

  it("do not cover each other, and the nearest is shown", () => {
    const chosen = chosenLabels(
      [label("far", 10, 60), label("near", 0, 5), label("b", 80, 70)],
      65,
    );
    expect(chosen.map(({ id }) => id)).toEqual(["near"]);
  });

  it("of alarms are shown from any distance, and what is selected over everything", () => {
    const all = [label("near", 0, 5), label("alarm", 20, 900, 2), label("selected", 40, 900, 3)];
    expect(chosenLabels(all, 65).map(({ id }) => id)).toEqual(["selected"]);
    expect(chosenLabels(all.slice(0, 2), 65).map(({ id }) => id)).toEqual(["alarm"]);
  });

  it.each([
    [[10, 0, 0], true],
    [[3, 0, 0], false],
    [[10, 9, 0], false],
    [[0, 10, 0], false],
  ] as [Vector, boolean][])("at %j are hidden by a box before them: %s", (to, hidden) => {
    expect(crosses([0, 0, 0], to, { centre: [5, 0, 0], size: [2, 2, 2] })).toBe(hidden);
  });
});

describe("a picture that moves by itself", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is drawn often where that costs nothing, and seldom where it takes long", () => {
    expect([5, 17, 200, 60_000].map(pauseAfter)).toEqual([80, 80, 915, 10_000]);
  });

  it("is asked for again after each that has come, until it stops", () => {
    vi.useFakeTimers();
    let [time, asked] = [0, 0];
    const beat = new Beat(
      () => (asked += 1),
      () => time,
    );
    beat.start();
    beat.drawn();
    beat.drawn(); // one that the camera has asked for
    vi.advanceTimersByTime(80);
    expect(asked).toBe(2);
    time += 217;
    beat.drawn();
    vi.advanceTimersByTime(999);
    expect(asked).toBe(2);
    vi.advanceTimersByTime(1);
    expect(asked).toBe(3);
    beat.drawn();
    beat.stop();
    vi.advanceTimersByTime(60_000);
    expect(asked).toBe(3);
  });
});
