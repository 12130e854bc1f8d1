import { useEffect } from "react";

import { onAddressChange } from "../core/addressChange";
import { pinnedIn, type Pinned } from "../core/scene/address";

/** The item of the plant in three dimensions that the page's address names. */
export function pinned(): Pinned | null {
  return pinnedIn(window.location.hash);
}

/** Tells each time that the address comes to name one. */
export function usePinned(tell: (found: Pinned) => void): void {
  useEffect(() => {
    const follow = (): void => {
      const found = pinned();
      if (found !== null) tell(found);
    };
    return onAddressChange(follow);
  }, [tell]);
}
