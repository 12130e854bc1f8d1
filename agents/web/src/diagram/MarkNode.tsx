import type { NodeProps } from "@xyflow/react";
import { useContext } from "react";

import { useTwin } from "../live/twinContext";
import { FarMark } from "../mark/FarMark";
import { ValueMark } from "../mark/ValueMark";
import { FarContext } from "./distance";
import type { MarkNode as Node } from "./graph";
import { SelectionContext } from "./selection";

/** An instrument's live value on the diagram. */
export function MarkNode({ data }: NodeProps<Node>) {
  const { plant } = useTwin();
  const { selection, selectTag } = useContext(SelectionContext);
  const Mark = useContext(FarContext) ? FarMark : ValueMark;
  const tag = plant.tags.get(data.tag);
  if (tag === undefined) return <div className="mark trust-missing">{data.tag}</div>;
  const selected = selection?.kind === "tag" && selection.id === tag.name;
  return <Mark tag={tag} selected={selected} onSelect={selectTag} />;
}
