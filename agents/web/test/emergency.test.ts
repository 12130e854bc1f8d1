import { expect, it } from "vitest";

import { LiveValues } from "../src/core/liveValues";
import { PlantIndex, type Split } from "../src/core/plant";
import { ReleaseList } from "../src/core/release";
import { jetLength, poolRadius, shapesOf, type Shape } from "../src/core/scene/emergency";
import { emergencyOf, stuckEmergency } from "../src/core/scene/emergencyWords";
import { StuckWatch } from "../src/core/scene/stuckWatch";
import type { Thing } from "../src/core/scene/thing";
import { plantOf, releaseOf, tagOf, valueOf } from "./samples";

const drum: Thing = {
  id: "V-1",
  type: "equipment",
  description: "",
  area: "loop",
  tags: [],
  centre: [10, 3, -5],
  size: [4, 6, 2],
  way: [],
  diameter: 0,
};

function formsOf(shapes: readonly Shape[]): string[] {
  return shapes.map(({ form, of }) => `${form} ${of}`);
}

it("a gas leak is a jet out of its side, with a cloud and the ground that it endangers", () => {
  const [cloud, danger, jet] = shapesOf(releaseOf(), drum);
  expect(cloud).toMatchObject({ form: "cloud", centre: [32, 0, -5], size: [40, 4, 6] });
  expect(danger).toMatchObject({ of: "dangerous", size: [300, 0.06, 30] });
  expect(jet).toMatchObject({ form: "cone", of: "gas", from: [12, 3, -5], along: [1, 0, 0] });
  // 6.3 sqrt(4 * 2 * 400 / (pi 1.2)) / 5
  expect(jetLength(releaseOf(), 3)).toBeCloseTo(36.7, 1);
});

it("a jet grows with its rate, and is gone with it", () => {
  const long = (rate: number): number => jetLength(releaseOf({ rate }), 3);
  expect(long(8)).toBeCloseTo(2 * long(2), 6);
  const over = releaseOf({ rate: 0, speed: 0, flammable_length: 0, dangerous_length: 0 });
  expect(shapesOf(over, drum)).toEqual([]);
  expect(emergencyOf(over)).toBeNull();
});

it("a liquid falls to the ground, where it lies as wide as its mass", () => {
  const wet = releaseOf({ phase: "liquid", speed: 20, pool: 1000, dangerous_length: 0 });
  expect(formsOf(shapesOf(wet, drum))).toEqual(["cloud flammable", "disc pool", "cone liquid"]);
  expect(jetLength(wet, 3)).toBeCloseTo(20 * Math.sqrt(6 / 9.81), 6);
  expect(poolRadius(1000)).toBeCloseTo(8.92, 2);
  expect(poolRadius(4000)).toBeCloseTo(2 * poolRadius(1000), 6);
});

it("what burns is a flame and no cloud; relief and flares go up", () => {
  expect(shapesOf(releaseOf({ burning: true }), drum)).toEqual([
    expect.objectContaining({ of: "flame", along: [1, 0, 0], length: 22 }),
  ]);
  const flare = releaseOf({ kind: "flare", burning: true });
  expect(shapesOf(flare, drum)).toEqual([
    expect.objectContaining({ of: "flame", from: [10, 6, -5], along: [0, 1, 0] }),
  ]);
  const relief = shapesOf(releaseOf({ kind: "safety_valve" }), drum);
  expect(relief.at(-1)).toMatchObject({ of: "gas", along: [0, 1, 0] });
});

it("a flare that only breathes its purge is none; one that burns is told, and is no alarm", () => {
  expect(emergencyOf(releaseOf({ kind: "flare", flame: 0, heat: 0 }))).toBeNull();
  const told = emergencyOf(releaseOf({ kind: "flare", burning: true }));
  expect(told).toMatchObject({ words: "FLARE 2 kg/s gas", severe: false });
});

it("water that enters a process is a mark around the exchanger, with its rate in words", () => {
  const tube = releaseOf({ kind: "tube_rupture", rate: 0, entering: 1.234 });
  expect(formsOf(shapesOf(tube, drum))).toEqual(["box water"]);
  expect(emergencyOf(tube)?.words).toBe("WATER IN 1.2 kg/s");
});

it("words say what, how much, how far", () => {
  expect(emergencyOf(releaseOf({ pool: 30 }))?.told).toBe(
    "LEAK 2 kg/s gas, flammable to 40 m, dangerous to 300 m, pool of 30 kg",
  );
  expect(emergencyOf(releaseOf({ burning: true }))?.told).toBe(
    "FIRE LEAK 2 kg/s gas, flame of 22 m",
  );
  expect(stuckEmergency("FV-1", true).severe).toBe(true);
});

it("what nobody repeats is not known any more", () => {
  let now = 0;
  const list = new ReleaseList(() => now);
  list.hear(releaseOf());
  list.hear(releaseOf({ rate: 3 }));
  list.hear(releaseOf({ place: "V-2" }));
  expect(list.known(1000).map(({ place, rate }) => [place, rate])).toEqual([
    ["V-1", 3],
    ["V-2", 2],
  ]);
  now = 4000;
  list.hear(releaseOf({ place: "V-2" }));
  expect(list.known(6000).map(({ place }) => place)).toEqual(["V-2"]);
});

/** What watches FV-1, whose position is 50 %; and what tells the output of TIC-1. */
function watched(splits?: Split[]): {
  look: (held: ReadonlySet<string>, now: number) => string[];
  show: (order: number) => void;
} {
  const document = plantOf();
  document.instruments.push({
    ...{ tag: "ZT-1", area: "loop", measures: "FV-1.position" },
    ...{ equipment: "FV-1", stream: null },
  });
  document.tags.push(tagOf({ name: "ZT-1" }), tagOf({ name: "TIC-1.OP" }));
  if (splits) document.controllers = document.controllers.map((one) => ({ ...one, splits }));
  const watch = new StuckWatch(new PlantIndex(document));
  const values = new LiveValues(
    () => 0,
    (run) => run(),
  );
  return {
    look: (held, now) => watch.look(values, held, now),
    show: (order) =>
      values.receive([
        valueOf({ tag: "ZT-1", value: 50 }),
        valueOf({ tag: "TIC-1.OP", value: order }),
      ]),
  };
}

it("a valve that stays away from its order for long is told, and one that an interlock holds is not", () => {
  const { look, show } = watched();
  show(80);
  expect(look(new Set(), 0)).toEqual([]);
  expect(look(new Set(), 15_000)).toEqual(["FV-1"]);
  expect(look(new Set(["FV-1"]), 16_000)).toEqual([]);
  expect(look(new Set(), 17_000)).toEqual([]);
  show(52);
  expect(look(new Set(), 40_000)).toEqual([]);
});

it("a valve of a split range goes where its part of the output tells it to", () => {
  const { look, show } = watched([{ equipment: "FV-1", shut_at: 30, open_at: 0 }]);
  show(15);
  look(new Set(), 0);
  expect(look(new Set(), 20_000)).toEqual([]);
  show(50);
  look(new Set(), 30_000);
  expect(look(new Set(), 50_000)).toEqual(["FV-1"]);
});
