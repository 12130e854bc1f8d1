import type { SessionKind } from "../core/xr/support";
import type { HeadsetOffer } from "./useHeadset";

const NAMES: readonly [SessionKind, string, string][] = [
  ["vr", "Enter VR", "Stand in the plant, as large as it is"],
  ["ar", "Enter AR", "Put the plant on a table, as a model"],
];

/** The ways into a headset, or why there is none. */
export function HeadsetTools({ offer }: { offer: HeadsetOffer }) {
  const { support, headset, kind, problem, enter, leave } = offer;
  if (support === null) return null;
  if (kind !== null)
    return (
      <button type="button" data-testid="xr-leave" onClick={leave}>
        Leave {kind.toUpperCase()}
      </button>
    );
  const offered = NAMES.filter(([each]) => support[each] === "");
  const missing = NAMES.filter(([each]) => support[each] !== "");
  const reasons = new Set(missing.map(([each]) => support[each]));
  return (
    <span role="group" aria-label="Headset" className="scene-headset">
      {offered.map(([each, name, hint]) => (
        <button
          key={each}
          type="button"
          title={hint}
          disabled={headset === null}
          data-testid={`xr-enter-${each}`}
          onClick={() => enter(each)}
        >
          {name}
        </button>
      ))}
      {missing.length > 0 && (
        <span className="soft" data-testid="xr-missing">
          No {missing.map(([each]) => each.toUpperCase()).join(" or ")}: {[...reasons].join("; ")}
        </span>
      )}
      {problem !== "" && (
        <span role="alert" data-testid="xr-problem">
          {problem}
        </span>
      )}
    </span>
  );
}
