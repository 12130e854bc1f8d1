import { useFrame } from "@react-three/fiber";
import { useRef, useState } from "react";

import type { Box } from "../core/scene/hiding";
import type { Thing } from "../core/scene/thing";
import { panelPlaceFor, type PanelPlace } from "../core/xr/panelPlace";
import { eyeOf } from "./head";
import type { WorldProps } from "./world";

interface Panel {
  /** Null while no panel is open, or before it has a place. */
  place: PanelPlace | null;
  close: () => void;
  turnTo: (thing: Thing) => void;
}

/**
 * Where the panel of the selected item hangs. It is hung up anew when another item is pointed at or
 * the person has moved, and stays where it is while its own buttons turn to other items.
 * @param moved changes when the person, or the model, is somewhere else
 */
export function usePanel(
  { thing, picks, onPick }: Pick<WorldProps, "thing" | "picks" | "onPick">,
  boxOf: (thing: Thing) => Box,
  moved: string,
): Panel {
  const [place, setPlace] = useState<PanelPlace | null>(null);
  const [closed, setClosed] = useState("");
  const hung = useRef("");
  const turned = useRef<string | null>(null);
  useFrame(({ camera }, _, frame) => {
    if (frame === undefined || thing === null) return;
    const wanted = `${thing.id} ${picks} ${moved}`;
    if (hung.current === wanted) return;
    const isTurned = turned.current === thing.id && hung.current.endsWith(` ${picks} ${moved}`);
    hung.current = wanted;
    if (!isTurned) setPlace(panelPlaceFor(eyeOf(camera), boxOf(thing)));
  });
  const turnTo = (next: Thing): void => {
    turned.current = next.id;
    setClosed("");
    onPick(next.id);
  };
  const close = (): void => {
    setClosed(`${thing?.id} ${picks}`);
    hung.current = "";
    turned.current = null;
  };
  const isClosed = thing === null || closed === `${thing.id} ${picks}`;
  return { place: isClosed ? null : place, close, turnTo };
}
