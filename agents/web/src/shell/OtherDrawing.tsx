import type { Drawing } from "../core/drawing";
import { isOfDrawing } from "../core/pinnedLink";
import { useAddress } from "../live/useAddress";

/** Says that a link was made of the drawing as it was before it was changed. */
export function OtherDrawing({ drawing }: { drawing: Drawing }) {
  const hash = useAddress();
  if (isOfDrawing(hash, drawing)) return null;
  return (
    <p className="other-drawing" role="status" data-testid="other-drawing">
      This link was made before the drawing was changed: what is seen may stand elsewhere, or be
      new.
    </p>
  );
}
