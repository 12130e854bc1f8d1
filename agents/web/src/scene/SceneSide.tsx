import { useMemo, useState } from "react";

import { bestFirst, search, type Thing } from "../core/scene/thing";
import type { ThingState } from "../core/scene/thingState";
import type { SceneModel } from "./sceneModel";
import { ThingTable } from "./ThingTable";

/** What is not in the picture, and why. */
function Missing({ missing }: Pick<SceneModel, "missing">) {
  const all = Object.entries(missing);
  if (all.length === 0) return null;
  return (
    <details className="scene-missing" data-testid="scene-missing">
      <summary>{all.length} not shown</summary>
      <ul>
        {all.map(([id, reason]) => (
          <li key={id}>
            {id}: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface SceneSideProps {
  model: SceneModel;
  /** Empty for all. */
  area: string;
  states: ReadonlyMap<string, ThingState>;
  selected: string | null;
  /** Things of a drawing which the running plant does not have. */
  fresh?: ReadonlySet<string>;
  onGo: (thing: Thing) => void;
}

/** The list beside the picture: find, choose, and see what is abnormal without the picture. */
export function SceneSide({ model, area, states, selected, fresh, onGo }: SceneSideProps) {
  const [text, setText] = useState("");
  const found = useMemo(
    () => bestFirst(search(model.things, text, area), text),
    [model, text, area],
  );
  const first = found[0];
  return (
    <div className="scene-side">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (first !== undefined) onGo(first);
        }}
      >
        <input
          type="search"
          placeholder="Find: name, description, tag; Enter flies"
          aria-label="Find a thing"
          value={text}
          onChange={(event) => setText(event.target.value)}
          data-testid="scene-search"
        />
      </form>
      <p className="soft" role="status">
        {found.length} of {model.things.length} things
      </p>
      <ThingTable
        {...{ things: found, states, selected, onPick: onGo }}
        {...(fresh && { fresh })}
      />
      <Missing missing={model.missing} />
    </div>
  );
}
