import {
  getViewportForBounds,
  useReactFlow,
  useStore,
  useStoreApi,
  type Viewport,
} from "@xyflow/react";
import { useEffect, useRef } from "react";

import type { Box } from "../core/plant";

export const FIT = { padding: 0.02 };
const LEAST_PIXEL = 0.01; // what the browser's transform loses by rounding is less

interface Room {
  width: number;
  height: number;
  minZoom: number;
  maxZoom: number;
}

/** A drawing of a few elements is not blown up to fill its room. */
const MOST_ZOOM = 1.5;

/** The view in which what is drawn fits a room. */
export function fitOf(drawn: Box, { width, height, minZoom, maxZoom }: Room): Viewport {
  const most = Math.min(maxZoom, MOST_ZOOM);
  return getViewportForBounds(drawn, width, height, minZoom, most, FIT.padding);
}

function isSame(a: Viewport, b: Viewport): boolean {
  return (["x", "y", "zoom"] as const).every((key) => Math.abs(a[key] - b[key]) < LEAST_PIXEL);
}

interface FitOnResizeProps {
  drawn: Box;
  panelOpen: boolean;
  /** The drawing fits its room. */
  onFit?: () => void;
}

/**
 * Fits the drawing at first, whenever the side panel opens or closes, and when its room changes. The
 * alarm banner comes by itself, so a change of room leaves a view alone which somebody has moved:
 * one that does not fit the room there was before. Nothing is awaited, as banners may come one after
 * the other while a drawing is being opened.
 */
export function FitOnResize({ drawn, panelOpen, onFit }: FitOnResizeProps) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const before = useRef<Room | null>(null);
  useEffect(() => {
    before.current = null;
  }, [panelOpen]);
  useEffect(() => {
    if (width === 0 || height === 0) return;
    const { minZoom, maxZoom } = store.getState();
    const room = { width, height, minZoom, maxZoom };
    const { current } = before;
    const follows = current === null || isSame(flow.getViewport(), fitOf(drawn, current));
    before.current = room;
    if (follows) void flow.setViewport(fitOf(drawn, room));
    onFit?.();
  }, [flow, store, drawn, panelOpen, onFit, width, height]);
  return null;
}
