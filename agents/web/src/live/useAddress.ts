import { useSyncExternalStore } from "react";

import { onAddressChange } from "../core/addressChange";

const hashNow = (): string => window.location.hash;

/** What the page's address says behind its `#`, that included. */
export function useAddress(): string {
  return useSyncExternalStore(onAddressChange, hashNow);
}
