import { useMemo, useSyncExternalStore } from "react";

import { onAddressChange, openAddress } from "../core/addressChange";
import { addressWithBranch, branchIn, type Addressed } from "../core/whatif/address";
import { addressOfView } from "../shell/viewAddress";

const hashNow = (): string => window.location.hash;

function open(opened: Addressed | null): void {
  openAddress(addressWithBranch(addressOfView(hashNow(), "what-if"), opened));
}

/** The branch that is open, as the address has it. */
export function useOpened(): [Addressed | null, (opened: Addressed | null) => void] {
  const hash = useSyncExternalStore(onAddressChange, hashNow);
  return [useMemo(() => branchIn(hash), [hash]), open];
}
