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
  /** The area whose drawing is on screen; null while another view is. */
  shownArea: string | null;
  openArea: (area: string) => void;
  /** Opens the editor of the shown diagram; null for who may not draw. */
  openEditor: (() => void) | null;
}>({
  selection: null,
  selectTag: () => undefined,
  selectEquipment: () => undefined,
  shownArea: null,
  openArea: () => undefined,
  openEditor: null,
});
