import { useEffect } from "react";

import { onAddressChange } from "../core/addressChange";
import { drawnIn } from "../core/editing/address";
import { trendsIn } from "../core/trends/address";
import { branchIn } from "../core/whatif/address";
import { equipmentIn } from "../equipment/address";
import { opensOverview } from "../overview/address";
import { addressedSet } from "../sets/address";
import { pinned } from "./pinned";
import type { View } from "./view";

/** The view that the page's address leads to. */
export function addressedView(): View {
  if (pinned() !== null) return "scene";
  if (opensOverview(window.location.hash)) return "overview";
  if (equipmentIn(window.location.hash) !== null) return "equipment";
  if (branchIn(window.location.hash) !== null) return "what-if";
  if (trendsIn(window.location.hash) !== null) return "trends";
  if (drawnIn(window.location.hash) !== "") return "editor";
  return addressedSet() === "" ? "diagram" : "sets";
}

/** Tells each time that the address comes to lead to another view than a drawing. */
export function useAddressedView(tell: (view: View) => void): void {
  useEffect(() => {
    const follow = (): void => {
      const view = addressedView();
      if (view !== "diagram") tell(view);
    };
    return onAddressChange(follow);
  }, [tell]);
}
