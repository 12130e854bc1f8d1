import { useReactFlow } from "@xyflow/react";

import type { Checked } from "../core/diagramCalls";
import { sectionOf, textOf } from "../core/editing/sketch";
import { useEditor } from "./editorContext";

/** What the last check found: mistakes first, then what the display lacks; a click shows where. */
export function Findings({ checked }: { checked: Checked | null }) {
  const show = useShow();
  if (checked === null) return <p className="soft">Checked after the first change.</p>;
  const { problems, advice } = checked;
  return (
    <section className="findings" aria-label="What was found" data-testid="findings">
      <h3 role="status">
        {problems.length === 0
          ? "The simulator can run this diagram."
          : `${problems.length} to correct before the simulator can run it`}
      </h3>
      <ul>
        {problems.map(({ what, remedy, element, file, line }) => (
          <li key={`${file}:${line}:${what}`} className="wrong">
            <button type="button" disabled={element === ""} onClick={() => show(element)}>
              {element || `${file}:${line}`}
            </button>
            {what}; {remedy}
          </li>
        ))}
        {advice.map(({ rule, what, remedy, element }) => (
          <li key={`${rule}:${what}`}>
            <button type="button" disabled={element === ""} onClick={() => show(element)}>
              {element || rule}
            </button>
            {what}; {remedy}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Chooses an element and brings it into sight. */
export function useShow(): (name: string) => void {
  const { sketch, select } = useEditor();
  const flow = useReactFlow();
  return (name) => {
    select([name]);
    const stream = sectionOf(sketch, "streams")[name];
    const [owner = name] = textOf(stream, "from").split(".");
    const nodes = [{ id: stream ? owner : name }, { id: `mark:${name}` }];
    void flow.fitView({ nodes, maxZoom: 1.4, duration: 200 });
  };
}
