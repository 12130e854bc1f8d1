/** Names in the manner of ISA-5.1: letters and the number of a loop. */

import { SECTIONS, sectionOf, type Sketch } from "./sketch";

const NAME = /^([A-Z]+)-(\d+)([A-Z]?)$/;

/** Names of all elements. */
export function namesIn(sketch: Sketch): Set<string> {
  return new Set(SECTIONS.flatMap((section) => Object.keys(sectionOf(sketch, section))));
}

/** The number that names of this area begin at: the smallest of its equipment, or 101. */
function firstNumber(sketch: Sketch): number {
  const numbers = Object.keys(sectionOf(sketch, "equipment")).flatMap((name) => {
    const found = NAME.exec(name)?.[2];
    return found === undefined ? [] : [Number(found)];
  });
  return numbers.length === 0 ? 101 : Math.min(...numbers);
}

/** The next free name with these letters; none of `taken` either. */
export function nextName(
  sketch: Sketch,
  letters: string,
  taken: ReadonlySet<string> = new Set(),
): string {
  const there = namesIn(sketch);
  let number = firstNumber(sketch);
  while (there.has(`${letters}-${number}`) || taken.has(`${letters}-${number}`)) number += 1;
  return `${letters}-${number}`;
}

/** The letters of a name; all of it if it has no number. */
export function lettersIn(name: string): string {
  return NAME.exec(name)?.[1] ?? name;
}
