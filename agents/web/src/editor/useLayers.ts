import { useMemo } from "react";

import { layersOf, membersOf } from "../core/editing/layers";
import type { Sketch } from "../core/editing/sketch";
import { useViewed } from "./useViewed";

/** The layers of a drawing, and which of them are hidden or locked. */
export interface Layers {
  /** Names of the elements of each. */
  members: ReadonlyMap<string, string[]>;
  hidden: ReadonlySet<string>;
  locked: ReadonlySet<string>;
  isHidden: (element: string) => boolean;
  /** Whether an element can be chosen: one that is hidden or locked can not. */
  isFree: (element: string) => boolean;
  hide: (layers: readonly string[]) => void;
  lock: (layers: readonly string[]) => void;
}

const setOf = (names: string): Set<string> => new Set(names.split(",").filter(Boolean));

/** Keeps in the address which layers are hidden or locked. */
export function useLayers(sketch: Sketch): Layers {
  const [viewed, change] = useViewed(sketch.area);
  const [hide, lock] = [viewed.hidden.join(","), viewed.locked.join(",")];
  return useMemo(() => {
    const layers = layersOf(sketch);
    const [hidden, locked] = [setOf(hide), setOf(lock)];
    const isOn = (those: ReadonlySet<string>, element: string): boolean =>
      those.has(layers.get(element) ?? "");
    return {
      members: membersOf(layers),
      hidden,
      locked,
      isHidden: (element) => isOn(hidden, element),
      isFree: (element) => !isOn(hidden, element) && !isOn(locked, element),
      hide: (names) => change({ hidden: names }),
      lock: (names) => change({ locked: names }),
    };
  }, [sketch, hide, lock, change]);
}
