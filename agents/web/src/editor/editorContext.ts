import { createContext, useContext, useLayoutEffect, useState, useSyncExternalStore } from "react";

import type { Problem } from "../core/diagramCalls";
import type { Kinds } from "../core/editing/kind";
import type { Sketch } from "../core/editing/sketch";
import { Observable } from "../core/observable";
import type { Layers } from "./useLayers";

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
  layers: Layers;
}

export const EditorContext = createContext<Editor | null>(null);

/** The diagram that is being drawn. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("useEditor outside of an EditorContext");
  return editor;
}

export const EditorPartContext = createContext<Observable<Editor> | null>(null);

/** The editor for `useEditorPart`: told of every change, after it is drawn. */
export function useEditorParts(editor: Editor): Observable<Editor> {
  const [parts] = useState(() => new Observable(editor));
  useLayoutEffect(() => parts.set(editor), [parts, editor]);
  return parts;
}

/** Tells the editor as it is when it is asked; what asks only then is not drawn again. */
export function useEditorNow(): () => Editor {
  return usePartsContext().get;
}

/**
 * What one of many elements needs of the editor; it is drawn again only if that changes.
 *
 * @param choose returns something that stays the same object as long as it says the same
 */
export function useEditorPart<Part>(choose: (editor: Editor) => Part): Part {
  const parts = usePartsContext();
  return useSyncExternalStore(parts.subscribe, () => choose(parts.get()));
}

function usePartsContext(): Observable<Editor> {
  const parts = useContext(EditorPartContext);
  if (parts === null) throw new Error("part of an editor outside of an EditorPartContext");
  return parts;
}
