import type { Emergency } from "../core/scene/emergencyWords";

interface EmergencyListProps {
  emergencies: readonly Emergency[];
  /** Whether there is something to go to at a place. */
  isThere: (place: string) => boolean;
  onGo: (place: string) => void;
}

/** What is wrong, in words; a click goes there. */
export function EmergencyList({ emergencies, isThere, onGo }: EmergencyListProps) {
  return (
    <ul className="emergencies" aria-label="Emergencies" data-testid="emergencies">
      {emergencies.map(({ place, told, severe }) => (
        <li key={`${place} ${told.split(" ")[0] ?? ""}`} className={severe ? "severe" : "warning"}>
          {isThere(place) ? (
            <button type="button" className="link" onClick={() => onGo(place)}>
              {place}
            </button>
          ) : (
            <b>{place}</b>
          )}{" "}
          {told}
        </li>
      ))}
    </ul>
  );
}
