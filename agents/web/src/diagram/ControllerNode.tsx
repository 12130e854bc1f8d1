import type { NodeProps } from "@xyflow/react";
import { useContext } from "react";

import { TRUST_WORD } from "../core/condition";
import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { useTwin } from "../live/twinContext";
import { useReading } from "../live/useReading";
import { HiddenHandles } from "./EquipmentNode";
import type { ControllerNode as Node } from "./graph";
import { SelectionContext } from "./selection";

function Part({ tag, label }: { tag: Tag; label: string }) {
  const { sample, condition } = useReading(tag);
  const distrust = TRUST_WORD[condition.trust];
  return (
    <span
      className={`loop-part trust-${condition.trust}`}
      data-testid={`value-${tag.name}`}
      title={distrust === "" ? tag.description : `${distrust}: ${condition.reason}`}
    >
      {label} {formatNumber(sample?.value, tag)} {formatUnit(tag.unit)}
      {distrust !== "" && <b className="badge"> {distrust}</b>}
    </span>
  );
}

/** A controller on the diagram: mode, setpoint and output; a click opens its setpoint. */
export function ControllerNode({ data }: NodeProps<Node>) {
  const { plant } = useTwin();
  const { selection, selectTag } = useContext(SelectionContext);
  const [mode, setpoint, output] = ["MODE", "SP", "OP"].map((part) =>
    plant.tags.get(`${data.controller}.${part}`),
  );
  const selected = selection?.id.startsWith(`${data.controller}.`) ?? false;
  return (
    <button
      type="button"
      className={`controller ${selected ? "selected" : ""}`}
      data-testid={`controller-${data.controller}`}
      aria-label={`controller ${data.controller}`}
      onClick={() => selectTag(`${data.controller}.SP`)}
    >
      <span className="controller-head">
        <b>{data.controller}</b>
        {mode && <Part tag={mode} label="" />}
      </span>
      {setpoint && <Part tag={setpoint} label="SP" />}
      {output && <Part tag={output} label="OP" />}
      <HiddenHandles />
    </button>
  );
}
