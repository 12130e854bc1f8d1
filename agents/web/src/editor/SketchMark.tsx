import type { NodeProps } from "@xyflow/react";

import type { ControllerNode, MarkNode } from "../diagram/graph";
import { useEditorPart } from "./editorContext";

/** An instrument or a controller by its name: nothing is measured on a sketch. */
export function SketchMark({ data, selected }: NodeProps<MarkNode | ControllerNode>) {
  const name = "tag" in data ? data.tag : data.controller;
  const wrong = useEditorPart(({ problems }) => problems.has(name)) ? "wrong" : "";
  return (
    <div
      className={`sketch-mark ${"tag" in data ? "" : "loop"} ${selected ? "selected" : ""} ${wrong}`}
      data-testid={`sketch-${name}`}
    >
      {name}
    </div>
  );
}
