import { createContext } from "react";

/** What the side panel shows. */
export interface Selection {
  kind: "tag" | "equipment" | "stream";
  id: string;
}

export const SelectionContext = createContext<{
  selection: Selection | null;
  selectTag: (tag: string) => void;
  selectEquipment: (equipment: string) => void;
  selectStream: (stream: string) => void;
  /** The area whose drawing is on screen; null while another view is. */
  shownArea: string | null;
  openArea: (area: string) => void;
  /** Shows the scene with what is selected; null while it is on screen. */
  openScene: (() => void) | null;
  /** Opens the editor of the shown diagram; null for who may not draw. */
  openEditor: (() => void) | null;
}>({
  selection: null,
  selectTag: () => undefined,
  selectEquipment: () => undefined,
  selectStream: () => undefined,
  shownArea: null,
  openArea: () => undefined,
  openScene: null,
  openEditor: null,
});
