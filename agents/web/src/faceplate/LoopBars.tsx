import type { Controller } from "../core/plant";
import { useSample } from "../live/useSample";
import { useTwin } from "../live/twinContext";
import { LoopPart } from "./LoopPart";
import { Part } from "./Part";

/** A control loop as on an ISA-101 faceplate: mode, process value over its setpoint, output. */
export function LoopBars({ loop }: { loop: Controller }) {
  const { plant } = useTwin();
  const setpoint = useSample(`${loop.name}.SP`)?.value ?? null;
  const parts = [
    { word: "Mode", name: `${loop.name}.MODE`, hasBar: false },
    { word: "PV", name: loop.reads, hasBar: true, mark: setpoint },
    { word: "▼ SP", name: `${loop.name}.SP`, hasBar: false },
    { word: "OP", name: `${loop.name}.OP`, hasBar: true },
  ];
  return (
    <Part title={`Control loop ${loop.name}`}>
      <div className="loop-rows">
        {parts.map(({ name, ...part }) => {
          const tag = plant.tags.get(name);
          return tag && <LoopPart key={name} tag={tag} {...part} />;
        })}
      </div>
    </Part>
  );
}
