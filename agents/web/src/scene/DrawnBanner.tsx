import type { Revision } from "../core/diagramCalls";
import type { Difference } from "../core/scene/drawn";
import type { Drawing } from "./useDrawing";

const count = (what: number, word: string): string => `${what} ${word}`;

interface DrawnBannerProps {
  drawn: Revision;
  difference: Difference;
  /** A newer revision that is being built; its own number if there is none. */
  newest: number;
  /** Why it was not built; empty if it was. */
  problem: string;
}

/** Says that what is seen is a drawing, of which revision, and what is new in it. */
export function DrawnBanner({ drawn, difference, newest, problem }: DrawnBannerProps) {
  const { fresh, gone } = difference;
  return (
    <p className="scene-drawn" role="status" data-testid="scene-drawn">
      <b>DRAWN, NOT RUNNING</b> {drawn.diagram}, revision {drawn.revision} by {drawn.author}:{" "}
      {count(fresh.size, "new")}, {count(gone.length, "removed")}
      {gone.length > 0 && ` (${gone.join(", ")})`}. It has no values.
      {newest > drawn.revision && problem === "" && ` Revision ${newest} is being built …`}
      {problem !== "" && ` Revision ${newest} could not be built: ${problem}`}
    </p>
  );
}

/** Chooses between the plant as it runs and what is drawn. */
export function DrawingChoice({ drawing }: { drawing: Drawing }) {
  if (drawing.revisions.length === 0 && drawing.name === "") return null;
  return (
    <select
      aria-label="Shown"
      value={drawing.name}
      onChange={(event) => drawing.choose(event.target.value)}
      data-testid="scene-drawing"
    >
      <option value="">The plant as it runs</option>
      {drawing.revisions.map(({ diagram, revision }) => (
        <option key={diagram} value={diagram}>
          Drawn: {diagram}, revision {revision}
        </option>
      ))}
    </select>
  );
}
