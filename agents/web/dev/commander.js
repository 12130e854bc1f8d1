/** @typedef {import("../src/core/command").Command} Command */
/** @typedef {import("../src/core/command").CommandState} CommandState */

const STAGE_MS = 350;
/** @type {CommandState[]} */
const PROGRESS = ["requested", "authorised", "verified", "predicted", "accepted", "written"];

/** Plays the setpoint transaction: an output is refused in AUTO, the rest completes. */
export class FakeCommander {
  /**
   * @param {import("./process").FakeProcess} process
   * @param {(message: object) => void} publish
   */
  constructor(process, publish) {
    this.process = process;
    this.publish = publish;
    /** @type {Command[]} */
    this.commands = [];
  }

  /** @param {string} tag @param {number} value */
  request(tag, value) {
    const request_id = crypto.randomUUID();
    /** @type {Command} */
    const command = { request_id, tag, value, author: "operator", stages: [] };
    this.commands.unshift(command);
    void this.play(command);
    return request_id;
  }

  /** @param {Command} command */
  async play(command) {
    const refused = this.refusal(command.tag);
    for (const state of refused ? PROGRESS.slice(0, 2) : PROGRESS) await this.stage(command, state);
    if (refused) return this.stage(command, "refused", refused);
    this.process.reported.set(command.tag, command.value);
    this.process.desired.set(command.tag, command.value);
    await this.stage(command, "read_back", "the plant reports the new value");
    await this.stage(command, "completed", "reached within tolerance");
  }

  /** @param {string} tag */
  refusal(tag) {
    const mode = this.process.reported.get(tag.replace(/\.OP$/, ".MODE"));
    return tag.endsWith(".OP") && mode === 1 ? "the controller is in AUTO" : null;
  }

  /** @param {Command} command @param {CommandState} state @param {string | null} reason */
  async stage(command, state, reason = null) {
    await new Promise((resolve) => setTimeout(resolve, STAGE_MS));
    const stage = { state, reason, time: new Date().toISOString() };
    command.stages.push(stage);
    const { request_id, tag, author, value } = command;
    this.publish({ type: "command", request_id, tag, author, value, ...stage });
  }
}
