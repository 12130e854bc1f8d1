import { useEffect, useRef } from "react";

import type { Attempt } from "../live/useAttempt";
import { arranged } from "./arrange";
import type { Editor } from "./editorContext";

/** Arranges the drawing; what somebody draws meanwhile goes before it. */
export function useArrange(
  { sketch, selected, edit }: Editor,
  attempt: Attempt["attempt"],
): () => void {
  const latest = useRef(sketch);
  useEffect(() => {
    latest.current = sketch;
  }, [sketch]);
  return () =>
    void attempt(async () => {
      const found = await arranged(sketch, selected);
      if (latest.current === sketch && found !== sketch) edit("arranged along the flow", found);
    });
}
