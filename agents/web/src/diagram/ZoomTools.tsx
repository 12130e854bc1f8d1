import { ControlButton, Controls, useReactFlow, useStoreApi } from "@xyflow/react";

import type { Box } from "../core/plant";
import { fitOf } from "./FitOnResize";

/** Nearer, farther, and all of a drawing with its pipes, which React Flow's own button leaves out. */
export function ZoomTools({ drawn }: { drawn: Box }) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const fit = (): void => void flow.setViewport(fitOf(drawn, store.getState()));
  return (
    <Controls orientation="horizontal" showInteractive={false} showFitView={false}>
      <ControlButton onClick={fit} title="Fit view" aria-label="Fit view" data-testid="fit-view">
        <svg viewBox="0 0 32 32" stroke="currentColor" strokeWidth="4">
          <path
            fill="none"
            d="M2 10V4a2 2 0 0 1 2-2h6M22 2h6a2 2 0 0 1 2 2v6M30 22v6a2 2 0 0 1-2 2h-6M10 30H4a2 2 0 0 1-2-2v-6"
          />
        </svg>
      </ControlButton>
    </Controls>
  );
}
