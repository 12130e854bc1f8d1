import { describe, expect, it } from "vitest";

import { LiveValues } from "../src/core/liveValues";
import { PlantIndex } from "../src/core/plant";
import type { Thing, Vector } from "../src/core/scene/thing";
import { neighbourOf, setpointsOf } from "../src/core/xr/itemOrder";
import { labelHeight, MOST, nearestLabels } from "../src/core/xr/labels";
import { pageOf, rowOf, type PanelContent } from "../src/core/xr/panelContent";
import {
  barLayout,
  buttonAt,
  METRES,
  middleOfButton,
  panelLayout,
  WIDTH,
  type Area,
} from "../src/core/xr/panelLayout";
import { panelPlaceFor, pointOf, READING_DISTANCE } from "../src/core/xr/panelPlace";
import { provenanceOf } from "../src/core/xr/provenance";
import { stepOf, stepped } from "../src/core/xr/setpointStep";
import { stageWords } from "../src/core/xr/stageWords";
import { jumpedTo, seenFrom, standingBefore, turnedAbout } from "../src/core/xr/standing";
import { supportOf } from "../src/core/xr/support";
import { aheadOf, inRoom, scaledBy, scaleWords, turnedBy } from "../src/core/xr/tableTop";
import { plantOf, sampleOf, tagOf, valueOf } from "./samples";

function near(found: Vector, wanted: Vector): void {
  found.forEach((each, axis) => expect(each).toBeCloseTo(wanted[axis] ?? Number.NaN, 6));
}

function thingOf(id: string, centre: Vector = [0, 2, 0], area = "loop"): Thing {
  const rest = { description: `the ${id}`, tags: [], way: [], diameter: 0 };
  return { id, type: "equipment", area, centre, size: [4, 4, 4], ...rest };
}

const row = {
  value: "1",
  unit: "°C",
  words: "",
  age: "1 s",
  emphasis: "none",
  live: true,
} as const;
const setpoint = { tag: "TIC-1.SP", now: "1 °C", draft: "2 °C", stage: "", canStep: true };

function contentOf(changes: Partial<PanelContent> = {}): PanelContent {
  return {
    title: "R-1",
    purpose: "the reactor",
    provenance: { kind: "live", words: "LIVE from the plant" },
    rows: ["TT-1", "TT-2", "TT-3"].map((tag) => ({ ...row, tag })),
    page: "1/2",
    setpoint: { ...setpoint, canSend: false },
    setpointPage: "1/2",
    variable: "",
    ...changes,
  };
}

function cover(one: Area, other: Area): boolean {
  const apart = (low: "x" | "y", length: "width" | "height"): boolean =>
    one[low] >= other[low] + other[length] || other[low] >= one[low] + one[length];
  return !apart("x", "width") && !apart("y", "height");
}

describe("a panel", () => {
  it.each([
    ["all", contentOf()],
    ["nothing measured", contentOf({ rows: [], page: "", setpoint: null, setpointPage: "" })],
  ])("with %s has its buttons inside, none over another, and no text under one", (_, content) => {
    const { height, buttons, texts } = panelLayout(content);
    for (const button of buttons) {
      expect(button.x >= 0 && button.x + button.width <= WIDTH).toBe(true);
      expect(button.y >= 0 && button.y + button.height <= height).toBe(true);
      for (const other of buttons) expect(other !== button && cover(button, other)).toBe(false);
      for (const { y } of texts) expect(y > button.y && y < button.y + button.height).toBe(false);
    }
  });

  it("is read from 1.5 m: letters of a degree, and buttons of more than two", () => {
    const { texts, buttons } = panelLayout(contentOf());
    const angle = (units: number): number =>
      (Math.atan((units * METRES) / WIDTH / READING_DISTANCE) * 180) / Math.PI;
    expect(Math.min(...texts.map(({ size }) => angle(size)))).toBeGreaterThan(1);
    expect(Math.min(...buttons.map(({ height }) => angle(height)))).toBeGreaterThan(2);
  });

  it("is pressed where its buttons are drawn, and nowhere else", () => {
    const layout = panelLayout(contentOf());
    const high = (layout.height * METRES) / WIDTH;
    for (const button of [...layout.buttons]) {
      const [right, up] = middleOfButton(layout, button);
      expect(buttonAt(layout, right / METRES + 0.5, up / high + 0.5)).toBe(button);
    }
    expect(buttonAt(layout, 0.5, 0.99)).toBeNull();
  });

  it("tells where values come from in its first line, and only the past has no live mark", () => {
    const model = sampleOf({ origin: "model" });
    const now = { until: null, isHearing: true, isTraining: false };
    expect(provenanceOf([sampleOf()], now).kind).toBe("live");
    expect(provenanceOf([sampleOf(), model], now).words).toContain("SIMULATED");
    expect(provenanceOf([sampleOf({ origin: "replay" })], now).kind).toBe("replayed");
    expect(provenanceOf([sampleOf()], { ...now, isHearing: false }).kind).toBe("silent");
    const past = { ...now, until: Date.UTC(2026, 0, 1), isHearing: false };
    expect(provenanceOf([sampleOf()], past).words).toMatch(/^PAST: .*2026/);
    const training = { ...now, isHearing: false, isTraining: true };
    expect(provenanceOf([sampleOf()], training).kind).toBe("training");
    expect(panelLayout(contentOf()).texts[0]?.text).toBe("LIVE from the plant");
  });

  it("shows a value with unit, quality and age, and pages what does not fit", () => {
    const values = new LiveValues(
      () => 0,
      (run) => run(),
    );
    values.receive([valueOf({ value: 240, quality: "uncertain", reason: "drift" })]);
    const found = rowOf(tagOf({ alarms: { high: 220 } }), values, 0);
    expect(found).toMatchObject({ value: "240.0", unit: "°C", words: "HI UNCERT", age: "0.5 s" });
    expect(found.emphasis).toBe("warning");
    expect(pageOf([1, 2, 3, 4, 5], -1, 2)).toEqual({ shown: [5], name: "3/3" });
    expect(pageOf([1], 4, 2)).toEqual({ shown: [1], name: "" });
  });

  it("hangs before the surface of its item, and no farther than it can be read", () => {
    const eye: Vector = [0, 1.6, 20];
    const far = panelPlaceFor(eye, thingOf("R-1"));
    near(far.at, [0, 1.45, 18.5]);
    expect(far.scale).toBe(1);
    near(pointOf(far, 0.3, 0.1), [0.3, 1.55, 18.5]); // its face looks to the south, as the eye is
    const close = panelPlaceFor([0, 1.6, 3.2], thingOf("R-1"));
    near(close.at, [0, 1.45, 2.35]); // 0.35 m before the wall at 2 m
    expect(close.scale).toBeCloseTo(0.85 / 1.5, 6);
  });
});

describe("a setpoint by steps", () => {
  const tag = tagOf({ low: 190, high: 230, max_step: 15 });

  it.each([
    [{ low: 190, high: 230, max_step: 15 }, 0.2],
    [{ low: 0, high: 100, max_step: null }, 1],
    [{ low: 0, high: 7, max_step: 0.01 }, 0.01],
  ])("of %o moves by %d", (changes, step) => expect(stepOf(tagOf(changes))).toBeCloseTo(step, 9));

  it("ends where the range or one command ends", () => {
    expect(stepped(210, 3, tag, 210)).toBe(210.6);
    expect(stepped(224.9, 10, tag, 210)).toBe(225);
    expect(stepped(190.1, -1, tag, 200)).toBe(190);
  });

  it("tells its stage, its refusal, and why nothing can be sent", () => {
    const stages = [{ state: "written" as const, reason: null, time: "2026-01-01T00:00:00Z" }];
    const command = { request_id: "1", tag: "TIC-1.SP", value: 1, author: "ann", stages };
    const quiet = { tag, isSent: false, command: undefined, refusal: "", forbidden: "" };
    expect(stageWords(quiet)).toBe("");
    expect(stageWords({ ...quiet, forbidden: "This is the past." })).toBe("This is the past.");
    expect(stageWords({ ...quiet, refusal: "no right" })).toBe("⊘ no right");
    expect(stageWords({ ...quiet, isSent: true, command })).toBe("written, waiting for read back");
    const end = { state: "failed" as const, reason: "no echo", time: "2026-01-01T00:00:01Z" };
    const failed = { ...command, stages: [...stages, end] };
    expect(stageWords({ ...quiet, isSent: true, command: failed })).toBe("✕ failed: no echo");
  });

  it("belongs to the item that it moves and to the one that it is read at", () => {
    const plant = new PlantIndex(plantOf());
    const names = (id: string): string[] =>
      setpointsOf(thingOf(id), plant).map((each) => each.name);
    expect(names("FV-1")).toEqual(["TIC-1.SP"]);
    expect(names("R-1")).toEqual(["TIC-1.SP"]);
    expect(names("TK-1")).toEqual([]);
  });
});

it("next and previous go round the equipment of an area", () => {
  const [one, two, other] = [thingOf("A"), thingOf("B"), thingOf("C", [0, 0, 0], "tanks")];
  expect(neighbourOf(two, [one, other, two], 1)).toBe(one);
  expect(neighbourOf(one, [one, other, two], -1)).toBe(two);
});

describe("a model on a table", () => {
  const table = aheadOf([1, 1.6, 1], [0.6, -0.8, 0]);

  it("stands a metre ahead at the height of a table, its south side to whoever looks", () => {
    near(table.at, [2, 0.75, 1]);
    expect(scaleWords(table)).toBe("1:200");
    near(inRoom(table, [100, 0, 50], [100, 0, 60]), [1.95, 0.75, 1]);
    near(inRoom(table, [100, 0, 50], [100, 20, 50]), [2, 0.85, 1]);
  });

  it("is turned about its middle, and is never too small or too large to be found again", () => {
    const turned = turnedBy(table, Math.PI);
    near(inRoom(turned, [100, 0, 50], [100, 0, 50]), [2, 0.75, 1]);
    near(inRoom(turned, [100, 0, 50], [100, 0, 60]), [2.05, 0.75, 1]);
    expect(scaleWords(scaledBy(table, 1e-9))).toBe("1:2000");
    expect(scaleWords(scaledBy(table, 1e9))).toBe("1:10");
  });

  it("has a bar that can put it elsewhere, but not while it is being moved", () => {
    const move = (isMoving: boolean) =>
      barLayout("1:200", isMoving).buttons.find(({ name }) => name === "move");
    expect(move(false)?.enabled).toBe(true);
    expect(move(true)?.enabled).toBe(false);
  });
});

describe("somebody in the plant", () => {
  const tower = thingOf("R-1", [0, 5, 0]);
  const standing = standingBefore({ at: [40, 30, 0], target: [0, 5, 0] }, [tower], 0);

  it("stands before what the camera looked at, facing it, and in nothing", () => {
    near(standing.at, [12, 0, 0]);
    near(seenFrom(standing, [0, 5, 0]), [0, 5, -12]);
    near(seenFrom(standing, [12, 0, -3]), [3, 0, 0]); // north is to the right of who looks west
    const inTheWay = thingOf("V-1", [12, 2, 0]);
    const other = standingBefore({ at: [40, 30, 0], target: [0, 5, 0] }, [tower, inTheWay], 0);
    expect(other.at[0]).toBeGreaterThan(14);
  });

  it("has the head above the place after a jump, wherever in the room it was", () => {
    const head: Vector = [12.4, 1.6, 0.3];
    const after = jumpedTo(standing, head, [5, 0.2, 5]);
    near(after.at, [4.6, 0.2, 4.7]);
    expect(jumpedTo(standing, head, [500, 0, 0])).toBe(standing);
  });

  it("turns about the head, so that the eyes stay where they are", () => {
    const head: Vector = [12, 1.6, 1];
    const before = seenFrom(standing, head);
    const turned = turnedAbout(standing, head, Math.PI / 6);
    near(seenFrom(turned, head), before);
    expect(turned.heading - standing.heading).toBeCloseTo(Math.PI / 6, 9);
  });
});

it("labels in a headset: what is urgent from anywhere, then the nearest, and not too many", () => {
  const many = Array.from({ length: 50 }, (_, n) => ({ id: `${n}`, distance: n, urgency: 0 }));
  const chosen = nearestLabels([...many, { id: "alarm", distance: 400, urgency: 2 }]);
  expect(chosen[0]?.id).toBe("alarm");
  expect(chosen.slice(1).map(({ id }) => id)).toEqual(many.slice(0, MOST - 1).map(({ id }) => id));
  expect(labelHeight(20) / 20).toBeCloseTo(labelHeight(40) / 40, 9);
});

describe("a headset is offered", () => {
  const device = { isSessionSupported: (mode: string) => Promise.resolve(mode === "immersive-vr") };

  it("by its kinds, with a reason where there is none", async () => {
    expect((await supportOf(undefined, true)).vr).toContain("no WebXR");
    expect((await supportOf(device, false)).ar).toContain("HTTPS");
    expect(await supportOf(device, true)).toEqual({ vr: "", ar: expect.any(String) as string });
  });

  it("not where the browser fails to say so", async () => {
    const denied = { isSessionSupported: () => Promise.reject(new Error("blocked by policy")) };
    expect(await supportOf(denied, true)).toEqual({
      vr: "blocked by policy",
      ar: "blocked by policy",
    });
  });
});
