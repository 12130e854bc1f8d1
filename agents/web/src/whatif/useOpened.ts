import { useEffect, useState } from "react";

import { addressWithBranch, branchIn, type Addressed } from "../core/whatif/address";

function address(opened: Addressed | null): void {
  const hash = addressWithBranch(window.location.hash, opened);
  window.history.replaceState(null, "", hash);
}

/** The branch that is open, as the address has it; the address forgets it with the view. */
export function useOpened(): [Addressed | null, (opened: Addressed | null) => void] {
  const [opened, setOpened] = useState(() => branchIn(window.location.hash));
  useEffect(() => {
    const follow = (): void => setOpened(branchIn(window.location.hash));
    window.addEventListener("hashchange", follow);
    return () => {
      window.removeEventListener("hashchange", follow);
      address(null);
    };
  }, []);
  const open = (next: Addressed | null): void => {
    address(next);
    setOpened(next);
  };
  return [opened, open];
}
