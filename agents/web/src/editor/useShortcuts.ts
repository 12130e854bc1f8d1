import { useEffect } from "react";

import { GRID, moved } from "../core/editing/edits";
import type { Editor } from "./editorContext";

const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -GRID, y: 0 },
  ArrowRight: { x: GRID, y: 0 },
  ArrowUp: { x: 0, y: -GRID },
  ArrowDown: { x: 0, y: GRID },
};

/** Name of a key with what is held: `ctrl+shift+z`. */
function nameOf(event: KeyboardEvent): string {
  const held = [event.ctrlKey || event.metaKey ? "ctrl" : "", event.shiftKey ? "shift" : ""];
  return [...held, event.key.length === 1 ? event.key.toLowerCase() : event.key]
    .filter(Boolean)
    .join("+");
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, select, textarea, dialog[open]") !== null;

/** Moves what is chosen with the arrows, and does what a shortcut stands for. */
export function useShortcuts(editor: Editor, shortcuts: Record<string, () => void>): void {
  const { sketch, selected, edit } = editor;
  useEffect(() => {
    const nudge = ({ x, y }: { x: number; y: number }): void => {
      const boxes = [...selected].flatMap((name) => {
        const box = sketch.layout.equipment[name];
        return box === undefined ? [] : [[name, { x: box.x + x, y: box.y + y }] as const];
      });
      if (boxes.length > 0)
        edit(`moved ${[...selected].join(", ")}`, moved(sketch, new Map(boxes)));
    };
    const onKey = (event: KeyboardEvent): void => {
      if (isWriting(event.target)) return;
      const arrow = ARROWS[event.key];
      const act = arrow && selected.size > 0 ? () => nudge(arrow) : shortcuts[nameOf(event)];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [sketch, selected, edit, shortcuts]);
}
