import { SIDES, type Side } from "../core/side";
import { useSide } from "./side";

const WORDS: Record<Side, string> = { plant: "Plant", model: "Model", both: "Side by side" };

/** Plant, model, or one beside the other. */
export function SideChoice() {
  const [side, choose] = useSide();
  return (
    <span className="side-choice" role="group" aria-label="Values of">
      {SIDES.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === side}
          onClick={() => choose(each)}
          data-testid={`side-${each}`}
        >
          {WORDS[each]}
        </button>
      ))}
    </span>
  );
}
