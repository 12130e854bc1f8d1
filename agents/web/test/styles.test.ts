import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

const FOLDER = join(import.meta.dirname, "../src/style");

/** Classes that a file gives a look of their own, wherever they stand. */
function styledIn(file: string): string[] {
  const text = readFileSync(join(FOLDER, file), "utf8").replaceAll(/\/\*.*?\*\//gs, "");
  const selectors = text
    .split("{")
    .flatMap((part) => part.slice(part.lastIndexOf("}") + 1).split(","));
  return selectors.map((each) => each.trim()).filter((each) => /^\.[\w-]+$/.test(each));
}

it("no two files style the same class, as the one that is loaded later would change the other's", () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".css"));
  const styled = files.flatMap((file) => [...new Set(styledIn(file))]);
  expect(styled.length).toBeGreaterThan(100);
  expect(styled.filter((each, n) => styled.indexOf(each) !== n)).toEqual([]);
});
