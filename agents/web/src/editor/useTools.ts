import { useMemo } from "react";

import type { Attempt } from "../live/useAttempt";
import type { Editor } from "./editorContext";
import type { Tool } from "./Toolbar";
import { useArrange } from "./useArrange";
import { useClipboard } from "./useClipboard";
import { useShortcuts } from "./useShortcuts";

interface Steps {
  last: string | null;
  next: string | null;
  undo: () => void;
  redo: () => void;
}

/** The tools above the drawing, and their keys. */
export function useTools(
  editor: Editor,
  { last, next, undo, redo }: Steps,
  attempt: Attempt["attempt"],
): Tool[] {
  const { copy, paste, cut, deleteChosen, chooseAll } = useClipboard(editor);
  const { select } = editor;
  const shortcuts = useMemo(
    () => ({
      "ctrl+z": undo,
      "ctrl+y": redo,
      "ctrl+shift+z": redo,
      "ctrl+c": copy,
      "ctrl+x": cut,
      "ctrl+v": paste,
      "ctrl+a": chooseAll,
      Delete: deleteChosen,
      Backspace: deleteChosen,
      Escape: () => select([]),
    }),
    [undo, redo, copy, cut, paste, chooseAll, deleteChosen, select],
  );
  useShortcuts(editor, shortcuts);
  const arrange = useArrange(editor, attempt);
  const none = editor.selected.size === 0;
  return [
    {
      name: "undo",
      sign: "↶ Undo",
      hint: `Undo: ${last ?? ""} (Ctrl+Z)`,
      act: undo,
      disabled: !last,
    },
    {
      name: "redo",
      sign: "↷ Redo",
      hint: `Redo: ${next ?? ""} (Ctrl+Y)`,
      act: redo,
      disabled: !next,
    },
    { name: "copy", sign: "Copy", hint: "Copy (Ctrl+C)", act: copy, disabled: none },
    { name: "paste", sign: "Paste", hint: "Paste (Ctrl+V)", act: paste },
    { name: "delete", sign: "Remove", hint: "Remove (Delete)", act: deleteChosen, disabled: none },
    {
      name: "arrange",
      sign: "Arrange",
      hint: "Arrange along the flow: what is chosen, or everything",
      act: arrange,
    },
  ];
}
