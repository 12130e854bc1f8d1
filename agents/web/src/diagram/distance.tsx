import { useStore } from "@xyflow/react";
import { createContext, type ReactNode } from "react";

/** Below it the digits of a mark are no six pixels high, which nobody reads. */
const FAR_ZOOM = 0.35;

/** Whether a drawing is seen from so far that its marks can not be read. */
export const FarContext = createContext(false);

/** Tells what is drawn within React Flow from how far it is seen. */
export function ByDistance({ children }: { children: ReactNode }) {
  const far = useStore((state) => state.transform[2] < FAR_ZOOM);
  return <FarContext.Provider value={far}>{children}</FarContext.Provider>;
}
