import { execFileSync } from "node:child_process";

const PYTHON = process.env["TWIN_PYTHON"] ?? "../../.venv/bin/python";
const PROGRAM = `
import json
from twin_agents.exchange.diagrams.board import DiagramBoard
from twin_agents.exchange.diagrams.shown import diagram_shown, kinds_shown
from twin_schemas.plant import load_plant
board = DiagramBoard(load_plant())
shown = [diagram_shown(board.find(name)) for name in board.names()]
print(json.dumps({"kinds": kinds_shown(board.templates), "diagrams": shown}))`;
const SECTIONS = ["equipment", "streams", "instruments", "controllers"];
const GAP = 200;

/** @typedef {{diagram: string, revision: number, description: any, layout: any, time?: string}} Saved */

/**
 * Areas of the plant beside and below each other until there are so many elements on one sheet.
 * @param {Saved[]} areas
 * @param {number} count
 */
function joined(areas, count) {
  /** @type {any} */
  const description = { title: `${count} elements`, first_fill: areas[0]?.description.first_fill };
  /** @type {any} */
  const layout = {
    canvas: { width: 0, height: 0 },
    equipment: {},
    instruments: {},
    controllers: {},
  };
  for (const section of SECTIONS) description[section] = {};
  const elements = () => SECTIONS.flatMap((section) => Object.keys(description[section])).length;
  let [x, y, tall] = [0, 0, 0];
  for (const area of areas) {
    if (elements() >= count) break;
    for (const section of SECTIONS)
      Object.assign(description[section], area.description[section] ?? {});
    for (const part of ["equipment", "instruments", "controllers"])
      for (const [name, box] of Object.entries(area.layout[part] ?? {}))
        layout[part][name] = { ...box, x: box.x + x, y: box.y + y };
    tall = Math.max(tall, area.layout.canvas.height);
    x += area.layout.canvas.width + GAP;
    layout.canvas = { width: Math.max(layout.canvas.width, x), height: y + tall };
    if (x > 7000) [x, y, tall] = [0, y + tall + GAP, 0];
  }
  return { diagram: "many", revision: 0, description, layout };
}

/** Diagrams that are kept while this runs; whatever is drawn is sound. */
export class FakeDiagrams {
  constructor() {
    const found = JSON.parse(
      execFileSync(PYTHON, ["-c", PROGRAM], { encoding: "utf8", maxBuffer: 2 ** 26 }),
    );
    this.kinds = found.kinds;
    const many = joined(found.diagrams, Number(process.env["TWIN_FAKE_ELEMENTS"] ?? 1000));
    /** @type {Map<string, Saved[]>} */
    this.revisions = new Map(
      [...found.diagrams, many].map((/** @type {Saved} */ each) => [each.diagram, [each]]),
    );
  }

  /** @param {string} method @param {string} path @returns {((body: any, query: URLSearchParams) => [number, object]) | undefined} */
  route(method, path) {
    if (path === "/v1/kinds") return () => [200, { kinds: this.kinds }];
    const [, , top, name = "", rest] = path.split("/");
    if (top !== "diagrams") return undefined;
    if (name === "")
      return () => [200, { diagrams: [...this.revisions.values()].map((all) => all.at(-1)) }];
    const all = this.revisions.get(name) ?? [];
    if (method === "POST") return (body) => this.#posted(name, rest, body);
    if (rest === "revisions") return () => [200, { revisions: [...all].reverse() }];
    return (_, query) => {
      const number = query.get("revision");
      const one = number === null ? all.at(-1) : all.find((each) => `${each.revision}` === number);
      return one ? [200, one] : [404, { error: `there is no ${path}`, hint: "" }];
    };
  }

  /** @param {string} name @param {string | undefined} rest @param {any} body @returns {[number, object]} */
  #posted(name, rest, { parent = 0, note = "", description, layout }) {
    const sound = { problems: [], advice: [] };
    const time = new Date().toISOString();
    const saved = { diagram: name, revision: parent + 1, parent, author: "operator", note, time };
    if (rest !== "revisions") return [200, { ...sound, text: { description: "", layout: "" } }];
    const all = this.revisions.get(name) ?? [];
    this.revisions.set(name, [...all, { ...saved, description, layout }]);
    return [201, { ...saved, ...sound }];
  }
}
