import { createContext, useContext } from "react";

import type { Problem } from "../core/diagramCalls";
import type { Kinds } from "../core/editing/kind";
import type { Sketch } from "../core/editing/sketch";

/** What every part of the editor shares. */
export interface Editor {
  sketch: Sketch;
  kinds: Kinds;
  /** Names of the elements that are chosen. */
  selected: ReadonlySet<string>;
  select: (names: Iterable<string>) => void;
  /** Do something that can be undone; `label` says what. */
  edit: (label: string, sketch: Sketch) => void;
  /** The same for a new element, which is chosen then; `label` if not that it was added. */
  add: (added: readonly [Sketch, string], label?: string) => void;
  /** Name of the stream at each port, such as `V-101.gas`; a port without one is open. */
  streams: ReadonlyMap<string, string>;
  /** Mistakes by the name of the element that they are about. */
  problems: ReadonlyMap<string, Problem[]>;
}

export const EditorContext = createContext<Editor | null>(null);

/** The diagram that is being drawn. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("useEditor outside of an EditorContext");
  return editor;
}
