import { useEffect } from "react";

import type { Part } from "../core/part";
import { useTwin } from "./twinContext";

/** Has a part of the twin kept up to date while this is shown. */
export function useWanted(part: Part): void {
  const { twin } = useTwin();
  useEffect(() => twin.want(part), [twin, part]);
}
