import { createContext, useContext } from "react";

import type { View } from "../shell/view";

/** Opens a view of the screen. */
export const ViewContext = createContext<(view: View) => void>(() => undefined);

export function useOpenView(): (view: View) => void {
  return useContext(ViewContext);
}
