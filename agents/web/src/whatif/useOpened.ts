import { useEffect, useState } from "react";

import { onAddressChange } from "../core/addressChange";
import { addressWithBranch, branchIn, type Addressed } from "../core/whatif/address";

function address(opened: Addressed | null): void {
  const hash = addressWithBranch(window.location.hash, opened);
  window.history.replaceState(null, "", hash);
}

/** The branch that is open, as the address has it; the address forgets it with the view. */
export function useOpened(): [Addressed | null, (opened: Addressed | null) => void] {
  const [opened, setOpened] = useState(() => branchIn(window.location.hash));
  useEffect(() => {
    const leave = onAddressChange(() => setOpened(branchIn(window.location.hash)));
    return () => {
      leave();
      address(null);
    };
  }, []);
  const open = (next: Addressed | null): void => {
    address(next);
    setOpened(next);
  };
  return [opened, open];
}
