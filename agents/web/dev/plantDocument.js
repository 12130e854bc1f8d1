import { execFileSync } from "node:child_process";

const PYTHON = process.env["TWIN_PYTHON"] ?? "../../.venv/bin/python";
const PROGRAM = `
import json, os, pathlib
from twin_schemas.plant import load_plant, plant_document
own = os.environ.get("TWIN_PLANT")
print(json.dumps(plant_document(load_plant(pathlib.Path(own) if own else None))))`;

/**
 * The real plant document, read from its one description.
 * @returns {import("../src/core/plant").Plant}
 */
export function plantDocument() {
  return JSON.parse(
    execFileSync(PYTHON, ["-c", PROGRAM], { encoding: "utf8", maxBuffer: 2 ** 24 }),
  );
}

/** The same plant in three dimensions, as binary glTF. */
export function sceneFile() {
  const own = process.env["TWIN_PLANT"];
  const command = ["-m", "twin_ops.scene", ...(own === undefined ? [] : [own])];
  return execFileSync(PYTHON, command, { maxBuffer: 2 ** 26 });
}
