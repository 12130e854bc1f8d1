import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import type { Reading } from "../live/useReading";
import { Scale } from "../mark/Scale";

/** Reported, desired, simulated and residual, over one scale. */
export function FourValues({ tag, reading }: { tag: Tag; reading: Reading }) {
  const { sample, condition, desired } = reading;
  const { value = null, simulated = null, residual = null } = sample ?? {};
  const values = Object.entries({ reported: value, desired, simulated, residual });
  return (
    <div className={`four-values trust-${condition.trust}`}>
      <dl>
        {values.map(([name, value]) => (
          <div key={name} className={`of-${name}`}>
            <dt>{name}</dt>
            <dd data-testid={`faceplate-${name}`}>
              {formatNumber(value, tag)}
              {name === "reported" && <small> {formatUnit(tag.unit)}</small>}
              {name === "residual" && sample?.residual_reason && (
                <small title={sample.residual_reason}> held</small>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Scale tag={tag} sample={sample} desired={desired} />
    </div>
  );
}
