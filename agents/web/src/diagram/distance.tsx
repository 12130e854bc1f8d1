import { useStore } from "@xyflow/react";
import { createContext, type ReactNode } from "react";

/** Below it the digits of a mark are no six pixels high, which nobody reads, and no port can be hit. */
const FAR_ZOOM = 0.35;

/** Whether a drawing is seen from so far that its marks can not be read. */
export const FarContext = createContext(false);

/** Whether the drawing of this React Flow is seen from so far. */
export function useIsFar(): boolean {
  return useStore(({ transform: [, , zoom] }) => zoom < FAR_ZOOM);
}

/** Tells what is drawn within React Flow from how far it is seen. */
export function ByDistance({ children }: { children: ReactNode }) {
  return <FarContext.Provider value={useIsFar()}>{children}</FarContext.Provider>;
}
