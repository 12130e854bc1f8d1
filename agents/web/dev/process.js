/** @typedef {import("../src/core/value").Value} Value */
/** @typedef {import("../src/core/plant").Tag} Tag */

/** Faults which the fake always shows, so that the screen's signs can be looked at. */
const FAULTS = {
  frozen: "TT-121",
  bad: "PT-121",
  uncertain: "AT-100E",
  alarm: "TT-106",
  severe: "PT-120",
  model: "AT-104",
};

/** Values that wander around the design point. */
export class FakeProcess {
  /** @param {Tag[]} tags */
  constructor(tags) {
    this.tags = new Map(tags.map((tag) => [tag.name, tag]));
    this.reported = new Map(tags.map((tag) => [tag.name, tag.design ?? tag.low]));
    /** @type {Map<string, number>} */
    this.desired = new Map();
    this.startedAt = Date.now();
  }

  /** @param {Tag} tag @param {number} time Unix milliseconds */
  valueAt(tag, time) {
    const base = this.reported.get(tag.name) ?? 0;
    if (tag.kind === "mode" || tag.kind === "setpoint") return base;
    const swing = (tag.high - tag.low) * 0.01;
    const phase = tag.name.length + tag.name.charCodeAt(tag.name.length - 1);
    if (tag.name === FAULTS.alarm && tag.alarms.high) return tag.alarms.high + swing / 4;
    if (tag.name === FAULTS.severe && tag.alarms.high_high) return tag.alarms.high_high + swing / 4;
    return base + swing * Math.sin(time / 20000 + phase) + swing * 0.1 * Math.sin(time / 700);
  }

  /** @param {Tag} tag @param {number} now @returns {Value} */
  value(tag, now) {
    const time = tag.name === FAULTS.frozen ? this.startedAt : now - 150;
    const iso = new Date(time).toISOString();
    const bad = tag.name === FAULTS.bad;
    const uncertain = tag.name === FAULTS.uncertain;
    const value = this.valueAt(tag, time);
    const measured = tag.kind === "measurement";
    const simulated = measured ? this.valueAt(tag, time - 3000) * 1.004 : value;
    return {
      tag: tag.name,
      value,
      unit: tag.unit,
      quality: bad ? "bad" : uncertain ? "uncertain" : "good",
      reason: bad ? "BadSensorFailure: wire break" : uncertain ? "UncertainSubNormal" : null,
      age_s: (now - time) / 1000,
      source_time: iso,
      server_time: iso,
      ingest_time: iso,
      origin: tag.name === FAULTS.model ? "model" : "plant",
      writable: tag.writable,
      desired: this.desired.get(tag.name) ?? null,
      simulated,
      simulated_time: new Date(time).toISOString(),
      simulated_reason: "",
      residual: measured ? value - simulated : null,
      residual_reason: "",
      significance: measured ? (250 * (value - simulated)) / (tag.high - tag.low) : null,
    };
  }

  /** @param {string} name @param {number} minutes */
  history(name, minutes) {
    const tag = this.tags.get(name);
    if (tag === undefined) return undefined;
    const now = Date.now();
    const t = Array.from({ length: minutes * 30 }, (_, i) => now - (minutes * 30 - i) * 2000);
    const values = t.map((time) => this.valueAt(tag, time));
    return {
      t: t.map((time) => time / 1000),
      reported: values,
      simulated: values.map((value) => (tag.kind === "measurement" ? value * 1.004 : value)),
      desired: values.map(() => null),
    };
  }
}
