import { useContext } from "react";

import type { Stream } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { Part } from "../faceplate/Part";
import { useTwin } from "../live/twinContext";
import { EquipmentLink } from "./EquipmentLink";

interface PortRowProps {
  stream: Stream;
  way: "in" | "out";
}

const SIGN = { in: "⇥", out: "↦" } as const;

/** One port, its stream, and what is at the other end. */
function PortRow({ stream, way }: PortRowProps) {
  const { plant } = useTwin();
  const { selectStream } = useContext(SelectionContext);
  const [own, other] =
    way === "in" ? [stream.target, stream.source] : [stream.source, stream.target];
  const neighbour = plant.plant.equipment.find(({ id }) => id === other.equipment);
  return (
    <tr data-testid={`port-${own.port}`}>
      <th scope="row">{own.port.replaceAll("_", " ")}</th>
      <td>
        <span aria-hidden="true">{SIGN[way]}</span> {way}
      </td>
      <td>
        <button type="button" className="link" onClick={() => selectStream(stream.id)}>
          {stream.id}
        </button>
      </td>
      <td>{stream.phase.replaceAll("_", " ")}</td>
      <td>{stream.description}</td>
      <td>
        {way === "in" ? "from" : "to"} <EquipmentLink id={other.equipment} />{" "}
        {neighbour?.description}
      </td>
    </tr>
  );
}

/** The ports of a piece of equipment, inlets first. */
export function PortTable({ id }: { id: string }) {
  const { streams } = useTwin().plant.plant;
  const ins = streams.filter(({ target }) => target.equipment === id);
  const outs = streams.filter(({ source }) => source.equipment === id);
  return (
    <Part title="Ports and streams">
      <div className="equipment-ports">
        <table>
          <thead>
            <tr>
              {["Port", "Way", "Stream", "Phase", "Carries", "Other end"].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ins.map((stream) => (
              <PortRow key={`in ${stream.id}`} stream={stream} way="in" />
            ))}
            {outs.map((stream) => (
              <PortRow key={`out ${stream.id}`} stream={stream} way="out" />
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
