import type { Box, Point } from "../core/plant";
import { around } from "../diagram/extent";
import type { AreaLink } from "./areaLinks";
import type { AreaLine, Placed } from "./layers";
import { TILE } from "./tileSize";

type Way = "in" | "out";

const STEP = 7;
const ABOVE = 26;
const BETWEEN = 3 * TILE.width;

/** Room beside a layer for the lines of so many utilities. */
export const laneFor = (utilities: number): number => 8 + STEP * Math.max(2, utilities);

function topEnd({ x, y, width }: Box, way: Way): Point[] {
  return [{ x: x + (width * (way === "out" ? 1 : 2)) / 3, y }];
}

/** From the edge of a tile into the room beside it, on a level that no other utility has. */
function sideEnd({ x, y, width, height }: Box, way: Way, utility: number): Point[] {
  const isOut = way === "out";
  const [edge, out] = [isOut ? x + width : x, 8 + STEP * utility];
  const level = y + height - 8 - STEP * (2 * utility + (isOut ? 1 : 0));
  return [
    { x: edge, y: level },
    { x: isOut ? edge + out : edge - out, y: level },
  ];
}

/**
 * Lines of utilities as headers below the process: all that an area gives runs along one, all that
 * it takes along another. They enter a tile of the process from the left and leave it to the right.
 */
class Headers {
  private readonly top: number;

  constructor(
    private readonly utilities: readonly string[],
    private readonly boxes: ReadonlyMap<string, Box>,
    bottom: number,
  ) {
    this.top = bottom + ABOVE;
  }

  private placeOf(area: string): number {
    return this.utilities.indexOf(area);
  }

  /** The end of a line at an area: at the top of a utility, else beside the tile. */
  private end(area: string, way: Way, utility: number): Point[] {
    const box = this.boxes.get(area);
    if (box === undefined) return [];
    return this.placeOf(area) >= 0 ? topEnd(box, way) : sideEnd(box, way, utility);
  }

  line(link: AreaLink): AreaLine {
    const { source, target } = link;
    const gives = this.placeOf(source) >= 0;
    const utility = this.placeOf(gives ? source : target);
    const from = this.end(source, "out", utility);
    const to = this.end(target, "in", utility).reverse();
    const y = this.top + STEP * (2 * utility + (gives ? 0 : 1));
    const along = [from.at(-1), to[0]].flatMap((at) => (at === undefined ? [] : [{ x: at.x, y }]));
    return { link, points: [...from, ...along, ...to] };
  }
}

/** Puts areas that only heat and cool in a row below the process, and joins them to it. */
export function withUtilities(
  process: Placed,
  utilities: readonly string[],
  links: readonly AreaLink[],
): Placed {
  if (utilities.length === 0) return process;
  const extent = around(
    [...process.boxes.values()],
    process.lines.flatMap(({ points }) => points),
  ) ?? { x: 0, y: 0, width: 0, height: 0 };
  const bottom = extent.y + extent.height;
  const y = bottom + 2 * ABOVE + 2 * STEP * utilities.length;
  const left = extent.x + (extent.width - (utilities.length - 1) * BETWEEN - TILE.width) / 2;
  const row = utilities.map((area, n) => [area, { x: left + n * BETWEEN, y, ...TILE }] as const);
  const boxes = new Map([...process.boxes, ...row]);
  const headers = new Headers(utilities, boxes, bottom);
  return { boxes, lines: [...process.lines, ...links.map((link) => headers.line(link))] };
}
