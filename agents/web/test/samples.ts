import type { Plant, Tag } from "../src/core/plant";
import type { Sample, Value } from "../src/core/value";

/** A tag with everything a test does not care about filled in. */
export function tagOf(changes: Partial<Tag> = {}): Tag {
  return {
    name: "TT-1",
    description: "Reactor inlet temperature",
    unit: "degC",
    low: 0,
    high: 300,
    area: "loop",
    equipment: "R-1",
    kind: "measurement",
    writable: false,
    rate_s: 2,
    states: [],
    controller: null,
    max_step: null,
    tolerance: null,
    settle_s: null,
    alarms: {},
    boundary: false,
    design: 200,
    ...changes,
  };
}

export function valueOf(changes: Partial<Value> = {}): Value {
  return {
    tag: "TT-1",
    value: 210,
    unit: "degC",
    quality: "good",
    reason: null,
    age_s: 0.5,
    source_time: "2026-01-01T00:00:00Z",
    server_time: "2026-01-01T00:00:00Z",
    ingest_time: "2026-01-01T00:00:00Z",
    origin: "plant",
    writable: false,
    desired: null,
    simulated: 209,
    residual: 1,
    ...changes,
  };
}

export function sampleOf(changes: Partial<Sample> = {}): Sample {
  return { ...valueOf(changes), receivedAt: changes.receivedAt ?? 0 };
}

/** A source, a valve and a reactor in a row, with one control loop. */
export function plantOf(): Plant {
  const equipment = ["X-1", "FV-1", "R-1"].map((id) => {
    const kind = { X: "boundary.gas", F: "valve.gas", R: "reactor.methanol" }[id[0] ?? ""] ?? "";
    return { id, kind, area: "loop", description: `the ${kind}` };
  });
  const setpoint = { kind: "setpoint", writable: true, controller: "TIC-1" } as const;
  return {
    name: "small",
    title: "Small plant",
    areas: [{ id: "loop", title: "Loop" }],
    equipment,
    streams: [
      {
        id: "S-1",
        source: { equipment: "X-1", port: "outlet" },
        target: { equipment: "FV-1", port: "inlet" },
        phase: "gas",
      },
      {
        id: "S-2",
        source: { equipment: "FV-1", port: "outlet" },
        target: { equipment: "R-1", port: "feed" },
        phase: "gas",
      },
    ],
    instruments: [{ tag: "TT-1", measures: "R-1.temperature", equipment: "R-1", stream: null }],
    controllers: [{ name: "TIC-1", reads: "TT-1", moves: "FV-1", kind: "pid" }],
    tags: [tagOf(), tagOf({ name: "TIC-1.SP", low: 190, high: 230, max_step: 15, ...setpoint })],
    layout: {
      equipment: {
        "X-1": { x: 0, y: 200, width: 90, height: 50 },
        "FV-1": { x: 180, y: 210, width: 40, height: 40 },
        "R-1": { x: 350, y: 100, width: 130, height: 280 },
      },
      instruments: { "TT-1": { x: 415, y: 240 } },
      controllers: { "TIC-1": { x: 200, y: 150 } },
    },
  };
}
