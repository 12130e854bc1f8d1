import { createContext } from "react";

/** What the side panel shows. */
export interface Selection {
  kind: "tag" | "equipment";
  id: string;
}

export const SelectionContext = createContext<{
  selection: Selection | null;
  selectTag: (tag: string) => void;
  selectEquipment: (equipment: string) => void;
}>({ selection: null, selectTag: () => undefined, selectEquipment: () => undefined });
