import drawing from "../style/drawing.css?raw";
import page from "../style/page.css?raw";
import print from "../style/print.css?raw";

/** The colours of the light theme by name: the first block of the page's style. */
function colours(): Map<string, string> {
  const [light = ""] = page.split("}");
  return new Map(
    [...light.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, k = "", v = ""]) => [k, v]),
  );
}

/** The style of a printed diagram; programs other than browsers do not know named colours. */
export function printStyle(): string {
  const known = colours();
  return `${drawing}${print}`.replace(
    /var\((--[\w-]+)\)/g,
    (_all, name: string) => known.get(name) ?? "",
  );
}
