import { openAddress } from "../core/addressChange";
import { addressWithSide, sideIn, type Side } from "../core/side";
import { useAddress } from "../live/useAddress";

const choose = (side: Side): void => {
  openAddress(addressWithSide(window.location.hash, side));
};

/** Whose values the diagrams show, as the page's address says, and how to have it say otherwise. */
export function useSide(): [Side, (side: Side) => void] {
  const hash = useAddress();
  return [sideIn(hash), choose];
}
