import type { Emergency } from "../core/scene/emergencyWords";
import type { Thing } from "../core/scene/thing";
import type { SceneModel } from "./sceneModel";

interface EmergencyListProps {
  emergencies: readonly Emergency[];
  model: SceneModel;
  onGo: (thing: Thing) => void;
}

/** What is wrong, in words; a click flies there. */
export function EmergencyList({ emergencies, model, onGo }: EmergencyListProps) {
  return (
    <ul className="scene-emergencies" aria-label="Emergencies" data-testid="scene-emergencies">
      {emergencies.map(({ place, told, severe }) => {
        const thing = model.byId.get(place);
        return (
          <li
            key={`${place} ${told.split(" ")[0] ?? ""}`}
            className={severe ? "severe" : "warning"}
          >
            {thing === undefined ? (
              <b>{place}</b>
            ) : (
              <button type="button" className="link" onClick={() => onGo(thing)}>
                {place}
              </button>
            )}{" "}
            {told}
          </li>
        );
      })}
    </ul>
  );
}
