import type { Vector } from "../core/scene/thing";
import type { SeenButton, SightOfHeadset } from "../core/xr/sight";
import { useObservable } from "../live/useObservable";

function numbers(point: Vector): string {
  return point.map((each) => each.toFixed(3)).join(" ");
}

function Buttons({ buttons }: { buttons: readonly SeenButton[] }) {
  return buttons.map(({ name, enabled, at }) => (
    <li key={name} data-testid={`xr-button-${name}`} data-at={numbers(at)} data-enabled={enabled}>
      {name}
    </li>
  ));
}

/** What is seen in the headset, for whoever stands beside it and for tests. */
export function HeadsetSight({ sight }: { sight: SightOfHeadset }) {
  const seen = useObservable(sight);
  if (seen === null) return null;
  const { kind, at, scale, item, lines, stage, buttons, bar } = seen;
  const where = kind === "vr" ? "In the plant" : `Model ${scale} on a table`;
  return (
    <section
      className="scene-sight"
      aria-label="In the headset"
      data-testid="xr-sight"
      data-kind={kind}
      data-at={numbers(at)}
      data-item={item}
      data-stage={stage}
    >
      <p role="status">
        {where}
        {item !== "" && `: ${item}`}
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ul hidden>
        <Buttons
          buttons={[...buttons, ...bar.map((each) => ({ ...each, name: `bar-${each.name}` }))]}
        />
      </ul>
    </section>
  );
}
