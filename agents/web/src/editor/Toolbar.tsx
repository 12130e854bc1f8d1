import type { ReactNode } from "react";

import { namesIn } from "../core/editing/names";
import { AlignTools } from "./AlignTools";
import { useEditor } from "./editorContext";
import { useShow } from "./Findings";

export interface Tool {
  name: string;
  sign: string;
  /** Shown when the pointer rests on it, with the keys. */
  hint: string;
  act: () => void;
  disabled?: boolean;
}

function Search() {
  const names = [...namesIn(useEditor().sketch)].sort();
  const show = useShow();
  return (
    <>
      <input
        type="search"
        list="sketch-names"
        placeholder="Find in the diagram"
        aria-label="Find in the diagram"
        data-testid="sketch-search"
        onChange={(event) => names.includes(event.target.value) && show(event.target.value)}
      />
      <datalist id="sketch-names">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

/** What can be done, above the drawing. */
export function Toolbar({ tools, children }: { tools: readonly Tool[]; children: ReactNode }) {
  return (
    <header className="sketch-tools" role="toolbar" aria-label="Drawing">
      <span className="tools">
        {tools.map(({ name, sign, hint, act, disabled }) => (
          <button
            key={name}
            type="button"
            title={hint}
            aria-label={sign.replace(/^\W+/, "")}
            disabled={disabled}
            onClick={act}
            data-testid={`tool-${name}`}
          >
            {sign}
          </button>
        ))}
      </span>
      <AlignTools />
      <Search />
      {children}
    </header>
  );
}
