import { useCallback } from "react";

import { openAddress } from "../core/addressChange";
import { addressWithSelected } from "../core/scene/address";
import type { Selection } from "../diagram/selection";
import { useAddress } from "../live/useAddress";
import type { View } from "./view";
import { addressOfView, viewIn } from "./viewAddress";

/** The view that the address leads to, and how to open another one, from which the browser leads back. */
export function useView(selection: Selection | null): [View, (view: View) => void] {
  const view = viewIn(useAddress());
  const open = useCallback(
    (next: View) => {
      const address = addressOfView(window.location.hash, next);
      openAddress(next === "scene" ? addressWithSelected(address, selection) : address);
    },
    [selection],
  );
  return [view, open];
}
