import { useEffect, useRef, useSyncExternalStore } from "react";

import { onAddressChange } from "../core/addressChange";
import { useOpenView } from "../live/viewContext";
import { addressedView } from "../shell/addressedView";
import { addressWithoutEquipment, equipmentIn } from "./address";

/** Has the address forget the page when it goes. */
function useForgotten(): void {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    const forget = (): void => {
      if (isShown.current) return;
      window.history.replaceState(null, "", addressWithoutEquipment(window.location.hash));
    };
    return () => {
      isShown.current = false;
      queueMicrotask(forget); // React's strict mode takes effects back and repeats them at once
    };
  }, []);
}

/** Id of the equipment whose page the address opens. */
export function useEquipmentAddress(): string {
  const hash = useSyncExternalStore(onAddressChange, () => window.location.hash);
  const openView = useOpenView();
  useForgotten();
  // The browser's way back may lead to a drawing, which nobody else watches for.
  useEffect(
    () =>
      onAddressChange(() => {
        if (addressedView() === "diagram") openView("diagram");
      }),
    [openView],
  );
  return equipmentIn(hash) ?? "";
}
