import type { Point } from "../core/plant";
import type { Emergency } from "../core/scene/emergencyWords";

const [LETTER, ROOM, HEIGHT] = [8.5, 10, 20]; // pixels of a letter, beside the word, and in height

/** Middle of the longest straight piece of a line; null for a line of no length. */
export function middleOfLongest(points: readonly Point[]): Point | null {
  let [longest, middle]: [number, Point | null] = [0, null];
  points.slice(1).forEach((b, place) => {
    const a = points[place] ?? b;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length > longest) {
      [longest, middle] = [length, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }];
    }
  });
  return middle;
}

/** A word in a frame on a pipe, as the double frame around equipment. */
export function PipeEmergency({
  emergency,
  points,
}: {
  emergency: Emergency;
  points: readonly Point[];
}) {
  const at = middleOfLongest(points);
  if (at === null) return null;
  const [word = ""] = emergency.words.split(" ");
  const width = LETTER * word.length + 2 * ROOM;
  return (
    <g className="pipe-emergency" transform={`translate(${at.x} ${at.y})`}>
      <rect x={-width / 2 - 3} y={-HEIGHT / 2 - 3} width={width + 6} height={HEIGHT + 6} />
      <rect x={-width / 2} y={-HEIGHT / 2} width={width} height={HEIGHT} />
      <text textAnchor="middle" dominantBaseline="central">
        {word}
      </text>
    </g>
  );
}
