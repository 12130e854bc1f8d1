import type { Permissive, Sequence } from "../core/plant";
import { holds } from "../core/standing";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { Fulfilment } from "./Fulfilment";
import { ValuePermissive } from "./ValuePermissive";

function One({ permissive }: { permissive: Permissive }) {
  const { name, tag: watched, above, below } = permissive;
  const tag = useTwin().plant.tags.get(watched);
  const limit = above ?? below;
  if (tag === undefined || limit === null) return null;
  return (
    <ValuePermissive
      {...{ tag, limit, meaning: `${name}:`, side: above === null ? "below" : "above" }}
      holds={(value) => holds(permissive, value)}
    />
  );
}

/** What a start needs; an interlock that holds the unit counts as the last of it. */
export function StartPermissives({ sequence }: { sequence: Sequence }) {
  const { name, description, equipment, permissives } = sequence;
  const tripped = useObservable(useTwin().twin.interlocks);
  const holding = tripped.filter(({ actuators }) => actuators.includes(equipment));
  return (
    <>
      <p>
        To start {name}, {description}
      </p>
      <ul className="entries">
        {permissives.map((permissive) => (
          <One key={permissive.name} permissive={permissive} />
        ))}
        <Fulfilment isFulfilled={holding.length === 0}>
          no interlock holds {equipment} {holding.map(({ interlock }) => interlock).join(", ")}
        </Fulfilment>
      </ul>
    </>
  );
}
