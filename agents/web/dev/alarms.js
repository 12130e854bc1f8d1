/** @typedef {import("../src/core/alarmEvent").AlarmEvent} AlarmEvent */
/** @typedef {import("../src/core/plant").Tag} Tag */
/** @typedef {[status: number, body: object]} Answer */

const COUNT = Number(process.env["TWIN_FAKE_ALARMS"] ?? 9);
const PATH = /^\/v1\/alarms\/([^/]+)\/(acknowledgement|shelving)$/;
const MINUTE_MS = 60_000;
const STATES = /** @type {const} */ (["unacknowledged", "acknowledged", "returned", "shelved"]);

/** @param {number} milliseconds */
const isoIn = (milliseconds) => new Date(Date.now() + milliseconds).toISOString();

/** An alarm of the first or the last limit of a tag. @param {Tag} tag @param {number} place @returns {AlarmEvent} */
function alarmOf(tag, place) {
  const [limit, setting] = /** @type {[import("../src/core/plant").AlarmLimit, number]} */ (
    Object.entries(tag.alarms).at(place % 2 === 0 ? -1 : 0)
  );
  const severe = limit === "low_low" || limit === "high_high";
  const state = STATES[place % 7 < 4 ? 0 : (place % 7) - 3] ?? "unacknowledged";
  const sign = limit.startsWith("high") ? 1 : -1;
  return {
    ...{ alarm: `${tag.name}.${limit}`, tag: tag.name, limit, state, change: "raised" },
    ...{
      priority: severe ? "high" : place % 3 === 0 ? "medium" : "low",
      origin: "plant",
      basis: "measured",
    },
    ...{ description: tag.description, area: tag.area, unit: tag.unit, setting },
    ...{ value: setting + sign * 0.004 * (tag.high - tag.low), occurrence: 1 + (place % 3) },
    ...{ raised: isoIn(-place * 3 * MINUTE_MS), time: isoIn(-place * MINUTE_MS) },
    ...{ user: state === "shelved" ? "ann" : "", reason: state === "shelved" ? "on test" : "" },
    until: state === "shelved" ? isoIn(25 * MINUTE_MS) : null,
    follows: "",
    consequence: severe ? `interlock I-103 trips ${tag.equipment ?? "the area"}` : "",
  };
}

/** A few alarms of the plant, which can be acknowledged and shelved. */
export class FakeAlarms {
  /** @param {Tag[]} tags @param {(message: object) => void} publish */
  constructor(tags, publish) {
    this.publish = publish;
    const alarmed = tags.filter((tag) => Object.keys(tag.alarms).length > 0);
    const step = Math.max(1, Math.floor(alarmed.length / COUNT));
    const chosen = alarmed.filter((_, index) => index % step === 0).slice(0, COUNT);
    this.alarms = new Map(chosen.map(alarmOf).map((alarm) => [alarm.alarm, alarm]));
  }

  all() {
    return [...this.alarms.values()].filter(({ state }) => state !== "normal");
  }

  /** @param {string} method @param {string} path @returns {((body: any) => Answer) | undefined} */
  route(method, path) {
    const [, id, what] = PATH.exec(path) ?? [];
    if (id === undefined) return undefined;
    const alarm = this.alarms.get(decodeURIComponent(id));
    if (alarm === undefined) return () => [404, { error: "No such alarm.", hint: "Reload." }];
    if (what === "acknowledgement") return (body) => this.acknowledge(alarm, body);
    return (body) => (method === "DELETE" ? this.unshelve(alarm) : this.shelve(alarm, body));
  }

  /** @param {AlarmEvent} alarm @param {{ occurrence: number }} body @returns {Answer} */
  acknowledge(alarm, { occurrence }) {
    if (occurrence !== alarm.occurrence)
      return [409, { error: "It was raised again.", hint: "Look at the new occurrence." }];
    const state = alarm.state === "returned" ? "normal" : "acknowledged";
    this.change(alarm, { state, change: "acknowledged", user: "operator" });
    return [202, { alarm: alarm.alarm, occurrence }];
  }

  /** @param {AlarmEvent} alarm @param {{ minutes: number, reason: string }} body @returns {Answer} */
  shelve(alarm, { minutes, reason }) {
    if (!reason) return [422, { error: "A reason is missing.", hint: "Say why." }];
    const until = isoIn(minutes * MINUTE_MS);
    this.change(alarm, { state: "shelved", change: "shelved", user: "operator", reason, until });
    return [202, { alarm: alarm.alarm, until }];
  }

  /** @param {AlarmEvent} alarm @returns {Answer} */
  unshelve(alarm) {
    const none = { user: "operator", reason: "", until: null };
    this.change(alarm, { state: "unacknowledged", change: "unshelved", ...none });
    return [202, {}];
  }

  /** The next alarm comes again, or goes: something to see. */
  wander() {
    const first = [...this.alarms.values()].find(({ state }) => state !== "shelved");
    if (first === undefined) return;
    const isGone = first.state === "normal" || first.state === "returned";
    const raised = isGone ? isoIn(0) : first.raised;
    const occurrence = first.occurrence + Number(isGone);
    const gone = first.state === "acknowledged" ? "normal" : "returned";
    const state = isGone ? "unacknowledged" : gone;
    this.change(first, { state, change: isGone ? "raised" : "returned", raised, occurrence });
    // Goes to the end, so that each has its turn.
    this.alarms.delete(first.alarm);
    this.alarms.set(first.alarm, first);
  }

  /** @param {AlarmEvent} alarm @param {Partial<AlarmEvent>} changes */
  change(alarm, changes) {
    Object.assign(alarm, changes, { time: isoIn(0) });
    this.publish({ type: "alarm", ...alarm });
  }
}
