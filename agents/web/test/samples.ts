import type { Plant, Port, Tag } from "../src/core/plant";
import type { Release } from "../src/core/release";
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
    critical: "",
    approval_s: 0,
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
    simulated_time: null,
    simulated_reason: "",
    simulated: 209,
    residual: 1,
    significance: null,
    residual_reason: "",
    ...changes,
  };
}

export function sampleOf(changes: Partial<Sample> = {}): Sample {
  return { ...valueOf(changes), receivedAt: changes.receivedAt ?? 0 };
}

/** A source, a valve and a reactor in a row, with one control loop; the product goes to a tank. */
export function plantOf(): Plant {
  const kinds = { "X-1": "boundary.gas", "FV-1": "valve.gas", "R-1": "reactor.methanol" };
  const loop = Object.entries(kinds).map(([id, kind]) => {
    return { id, kind, area: "loop", description: `the ${kind}` };
  });
  const tank = { id: "TK-1", kind: "tank.liquid", area: "tanks", description: "the tank" };
  const setpoint = { kind: "setpoint", writable: true, controller: "TIC-1" } as const;
  const level = { name: "LT-1", description: "Tank level", area: "tanks", equipment: "TK-1" };
  return {
    name: "small",
    title: "Small plant",
    areas: [
      { id: "loop", title: "Loop" },
      { id: "tanks", title: "Tanks" },
    ],
    equipment: [...loop, tank],
    streams: [
      streamOf("S-1", "X-1.outlet", "FV-1.inlet"),
      streamOf("S-2", "FV-1.outlet", "R-1.feed"),
      { ...streamOf("S-3", "R-1.product", "TK-1.inlet_a"), description: "Product" },
    ],
    instruments: [
      { tag: "TT-1", area: "loop", measures: "R-1.temperature", equipment: "R-1", stream: null },
      { tag: "LT-1", area: "tanks", measures: "TK-1.level", equipment: "TK-1", stream: null },
    ],
    controllers: [{ name: "TIC-1", area: "loop", reads: "TT-1", moves: "FV-1", kind: "pid" }],
    tags: [
      tagOf(),
      tagOf({ name: "TIC-1.SP", low: 190, high: 230, max_step: 15, ...setpoint }),
      tagOf({ unit: "%", high: 100, design: 50, ...level }),
    ],
    layouts: {
      loop: {
        width: 800,
        height: 500,
        equipment: {
          "X-1": { x: 0, y: 200, width: 90, height: 50 },
          "FV-1": { x: 180, y: 210, width: 40, height: 40 },
          "R-1": { x: 350, y: 100, width: 130, height: 280 },
        },
        instruments: { "TT-1": { x: 415, y: 240 } },
        controllers: {},
        links: { "S-3": { x: 700, y: 400, width: 90, height: 50 } },
      },
      tanks: {
        width: 800,
        height: 500,
        equipment: { "TK-1": { x: 300, y: 200, width: 190, height: 180 } },
        instruments: {},
        controllers: {},
        links: { "S-3": { x: 0, y: 240, width: 90, height: 50 } },
      },
    },
  };
}

function streamOf(id: string, from: string, to: string): Plant["streams"][number] {
  const [source, target] = [from, to].map((end) => {
    const [equipment = "", port = ""] = end.split(".");
    return { equipment, port };
  }) as [Port, Port];
  return { id, source, target, phase: "gas", description: "Gas" };
}

/** A leak of gas from a drum, as a training tells it. */
export function releaseOf(changes: Partial<Release> = {}): Release {
  return {
    ...{ place: "V-1", kind: "hole", phase: "gas", rate: 2, entering: 0, speed: 400 },
    ...{ temperature: 300, burning: false, heat: 1e8, flame: 22, pool: 0, wind: 5 },
    ...{ flammable_length: 40, flammable_width: 6, flammable_height: 2 },
    ...{ dangerous_length: 300, dangerous_width: 30, origin: "instructor" },
    time: "2026-01-01T00:00:00Z",
    ...changes,
  };
}
