import type { NodeProps } from "@xyflow/react";
import { useContext } from "react";

import { isUsual, TRUST_BADGE } from "../core/condition";
import { formatNumber, formatRoughAge, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { useTwin } from "../live/twinContext";
import { useSample } from "../live/useSample";
import { useReading, type Reading } from "../live/useReading";
import { describe } from "../mark/describe";
import { FarContext } from "./distance";
import type { ControllerNode as Node } from "./graph";
import { SelectionContext } from "./selection";

/** The tags of one control loop. */
interface Loop {
  mode: Tag;
  setpoint: Tag;
  output: Tag;
}

function Part({ tag, reading, label }: { tag: Tag; reading: Reading; label: string }) {
  const { sample, condition } = reading;
  return (
    <span
      className={`loop-part trust-${condition.trust}`}
      data-testid={`value-${tag.name}`}
      title={describe(tag, reading)}
    >
      {label} {formatNumber(sample?.value, tag)} {formatUnit(tag.unit)}
    </span>
  );
}

interface FaceProps {
  name: string;
  loop: Loop;
}

function LoopFace({ name, loop }: FaceProps) {
  const [mode, setpoint, output] = [
    useReading(loop.mode, formatRoughAge),
    useReading(loop.setpoint, formatRoughAge),
    useReading(loop.output, formatRoughAge),
  ];
  const worst = [setpoint, output, mode].find((each) => each.condition.trust !== "good");
  return (
    <>
      <span className="controller-head">
        <b>{name}</b>
        {worst === undefined ? (
          <Part tag={loop.mode} reading={mode} label="" />
        ) : (
          <b className="badge" title={worst.condition.reason}>
            {TRUST_BADGE[worst.condition.trust]}
          </b>
        )}
      </span>
      <Part tag={loop.setpoint} reading={setpoint} label="SP" />
      <Part tag={loop.output} reading={output} label="OP" />
    </>
  );
}

/** A loop that is too small to be read: its mode, in large letters. */
function FarLoopFace({ loop: { mode } }: FaceProps) {
  const { sample, condition } = useReading(mode, formatRoughAge);
  return (
    <b className="far-word">{TRUST_BADGE[condition.trust] || formatNumber(sample?.value, mode)}</b>
  );
}

function useOrigin(tag: string): "" | "not-live" {
  const sample = useSample(tag);
  return sample === undefined || isUsual(sample.origin) ? "" : "not-live";
}

/** A controller on the diagram: mode, setpoint and output; a click opens its setpoint. */
export function ControllerNode({ data: { controller } }: NodeProps<Node>) {
  const { plant } = useTwin();
  const { selection, selectTag } = useContext(SelectionContext);
  const [mode, setpoint, output] = ["MODE", "SP", "OP"].map((part) =>
    plant.tags.get(`${controller}.${part}`),
  );
  const selected = selection?.id.startsWith(`${controller}.`) ?? false;
  const Face = useContext(FarContext) ? FarLoopFace : LoopFace;
  const origin = useOrigin(`${controller}.SP`);
  return (
    <button
      type="button"
      className={`controller ${origin} ${selected ? "selected" : ""}`}
      data-testid={`controller-${controller}`}
      title={`controller ${controller}; opens its setpoint`}
      onClick={() => selectTag(`${controller}.SP`)}
    >
      {mode && setpoint && output && <Face name={controller} loop={{ mode, setpoint, output }} />}
    </button>
  );
}
