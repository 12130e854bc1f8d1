import { useMemo } from "react";

import { openAddress } from "../core/addressChange";
import { addressWithBranch, branchIn, type Addressed } from "../core/whatif/address";
import { useAddress } from "../live/useAddress";
import { addressOfView } from "../shell/viewAddress";

function open(opened: Addressed | null): void {
  openAddress(addressWithBranch(addressOfView(window.location.hash, "what-if"), opened));
}

/** The branch that is open, as the address has it. */
export function useOpened(): [Addressed | null, (opened: Addressed | null) => void] {
  const hash = useAddress();
  return [useMemo(() => branchIn(hash), [hash]), open];
}
