import { useState } from "react";

import type { Thing } from "../core/scene/thing";
import { wordsOf, type ThingState } from "../core/scene/thingState";
import { Headings, type Column } from "../table/Headings";
import { RowsInSight } from "../table/RowsInSight";

const COLUMNS: readonly Column[] = [
  { heading: "Thing", width: "6em" },
  { heading: "Description", width: "auto" },
  { heading: "State", width: "6em" },
];

interface ThingTableProps {
  things: readonly Thing[];
  states: ReadonlyMap<string, ThingState>;
  selected: string | null;
  /** Things of a drawing which the running plant does not have. */
  fresh?: ReadonlySet<string>;
  onPick: (thing: Thing) => void;
}

function stateClass(state: ThingState | undefined): string {
  const alarm = state?.alarm ?? null;
  if (alarm === null) return "";
  return alarm.severe ? "severe" : "warning";
}

/** All that the picture shows, to be read and chosen without it. */
export function ThingTable({ things, states, selected, fresh, onPick }: ThingTableProps) {
  const [scroll, setScroll] = useState<HTMLElement | null>(null);
  return (
    <div className="scene-list" ref={setScroll}>
      <table className="fixed" aria-label="Things" aria-rowcount={things.length + 1}>
        <Headings columns={COLUMNS} />
        <RowsInSight
          items={things}
          keyOf={({ id }) => id}
          columns={COLUMNS.length}
          scroll={scroll}
          wanted={selected}
          row={(thing, place) => {
            const state = states.get(thing.id);
            return (
              <tr
                key={thing.id}
                {...place}
                className={thing.id === selected ? "selected" : ""}
                data-testid={`thing-${thing.id}`}
              >
                <th scope="row">
                  <button
                    type="button"
                    className="link"
                    aria-current={thing.id === selected || undefined}
                    onClick={() => onPick(thing)}
                  >
                    {thing.id}
                  </button>
                </th>
                <td title={thing.description}>{thing.description}</td>
                <td className={stateClass(state)}>
                  {state === undefined ? "" : wordsOf(state)}
                  {fresh?.has(thing.id) && "NEW"}
                </td>
              </tr>
            );
          }}
        />
      </table>
    </div>
  );
}
