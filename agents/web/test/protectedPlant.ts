import { PlantIndex, type Interlock, type Plant } from "../src/core/plant";
import type { InterlockEvent } from "../src/core/interlock";
import { plantOf, tagOf } from "./samples";

/** Trips the feed when the reactor is too hot; it latches. */
export const TOO_HOT: Interlock = {
  name: "UZ-1",
  area: "loop",
  description: "Reactor too hot shuts the feed",
  tag: "TT-1",
  side: "high",
  limit: 240,
  trips: [{ equipment: "FV-1", position: 0 }],
  latched: true,
};

/** The small plant with a whole loop, a reset, interlocks, and a start with permissives. */
export function protectedPlant(changes: Partial<Plant> = {}): PlantIndex {
  const small = plantOf();
  const loop = { equipment: "FV-1", controller: "TIC-1" };
  const permissive = { name: "water in the tank", tag: "LT-1", above: 25, below: null };
  return new PlantIndex({
    ...small,
    tags: [
      ...small.tags,
      tagOf({ name: "TIC-1.OP", kind: "output", unit: "%", high: 100, ...loop }),
      tagOf({ name: "TIC-1.MODE", kind: "mode", unit: "1", states: ["MAN", "AUTO"], ...loop }),
      tagOf({ name: "HS-1", kind: "reset", unit: "1", high: 1, equipment: "FV-1" }),
      tagOf({ name: "KC-1.STATE", kind: "state", unit: "1", states: ["idle", "running"] }),
    ],
    interlocks: [
      TOO_HOT,
      {
        ...TOO_HOT,
        name: "UZ-2",
        tag: "LT-1",
        side: "low",
        limit: 10,
        area: "tanks",
        latched: false,
      },
    ],
    sequences: [
      {
        ...{ name: "KC-1", area: "loop", description: "Reactor", equipment: "R-1" },
        permissives: [permissive],
      },
    ],
    ...changes,
  });
}

/** The trip of `TOO_HOT`. */
export function tripOf(changes: Partial<InterlockEvent> = {}): InterlockEvent {
  return {
    interlock: "UZ-1",
    description: TOO_HOT.description,
    tag: "TT-1",
    state: "tripped",
    value: 245,
    limit: 240,
    unit: "degC",
    first_out: "UZ-1",
    actuators: ["FV-1"],
    time: "2026-01-01T10:00:00Z",
    ...changes,
  };
}
