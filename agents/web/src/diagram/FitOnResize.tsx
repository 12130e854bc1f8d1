import { useReactFlow, useStore, type Viewport } from "@xyflow/react";
import { useEffect, useRef } from "react";

export const FIT = { padding: 0.02 };

function isSame(a: Viewport, b: Viewport | null): boolean {
  return a.x === b?.x && a.y === b.y && a.zoom === b.zoom;
}

/**
 * Fits the drawing again whenever the side panel opens or closes. The alarm banner comes by itself,
 * so a change of height leaves a view alone which somebody has moved.
 */
export function FitOnResize({ panelOpen }: { panelOpen: boolean }) {
  const flow = useReactFlow();
  const height = useStore((state) => state.height);
  const fitted = useRef<Viewport | null>(null);
  const fittedPanel = useRef<boolean | null>(null);
  useEffect(() => {
    const fit = async (): Promise<void> => {
      if (fittedPanel.current === panelOpen && !isSame(flow.getViewport(), fitted.current)) return;
      fittedPanel.current = panelOpen;
      await flow.fitView(FIT);
      fitted.current = flow.getViewport();
    };
    const frame = requestAnimationFrame(() => void fit());
    return () => cancelAnimationFrame(frame);
  }, [flow, panelOpen, height]);
  return null;
}
