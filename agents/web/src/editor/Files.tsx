import { useRef } from "react";

import type { DiagramCalls } from "../core/diagramCalls";
import { sketchOf } from "../core/editing/sketch";
import type { Attempt } from "../live/useAttempt";
import { useEditor } from "./editorContext";
import { keepFile } from "../shell/keepFile";
import { pngOf, svgOf } from "./picture";

interface FilesProps {
  calls: DiagramCalls;
  revision: number;
  attempt: Attempt["attempt"];
}

const isEmpty = (found: object): boolean => Object.keys(found).length === 0;
const isLayout = (file: File): boolean => file.name.includes(".layout.");

/** Reads the diagram from files, and writes it into files: text for git, and pictures. */
export function Files({ calls, revision, attempt }: FilesProps) {
  const { sketch, edit, layers } = useEditor();
  const input = useRef<HTMLInputElement>(null);
  const { area, layout } = sketch;
  const what = layers.hidden.size === 0 ? "The whole drawing" : "The drawing without hidden layers";
  const read = async (files: FileList): Promise<void> => {
    const texts = { description: "{}", layout: "{}" };
    for (const file of files) texts[isLayout(file) ? "layout" : "description"] = await file.text();
    const found = await calls.read(area, texts);
    const next = sketchOf(
      area,
      isEmpty(found.description) ? sketch.description : found.description,
      isEmpty(found.layout) ? layout : found.layout,
    );
    edit(`read ${[...files].map((file) => file.name).join(", ")}`, next);
  };
  const write = async (): Promise<void> => {
    const { text } = await calls.check(sketch, revision);
    keepFile(`${area}.yaml`, text.description);
    keepFile(`${area}.layout.yaml`, text.layout);
  };
  return (
    <span className="tools" role="group" aria-label="Files">
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml"
        multiple
        hidden
        data-testid="import"
        onChange={({ target: { files } }) => files && void attempt(() => read(files))}
      />
      <button type="button" onClick={() => input.current?.click()}>
        Import
      </button>
      <button type="button" data-testid="export-yaml" onClick={() => void attempt(write)}>
        YAML
      </button>
      <button
        type="button"
        data-testid="export-svg"
        title={`${what}, as SVG`}
        onClick={() => keepFile(`${area}.svg`, svgOf(sketch, layers.isHidden))}
      >
        SVG
      </button>
      <button
        type="button"
        data-testid="export-png"
        title={`${what}, as PNG`}
        onClick={() =>
          void pngOf(svgOf(sketch, layers.isHidden)).then((png) => keepFile(`${area}.png`, png))
        }
      >
        PNG
      </button>
    </span>
  );
}
