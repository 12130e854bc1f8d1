import { formatMoment, formatUnit } from "../core/format";
import { known, type Parameter, type Rating, type Suspicion } from "../core/twinHealth";
import { useTwinHealth } from "./useTwinHealth";

const PARTS: [keyof Rating, string][] = [
  ["within", "readings within three standard deviations"],
  ["consistent", "readings as near as expected"],
  ["seen", "instruments read"],
  ["bounded", "boundary conditions read"],
];

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function Score({ rating }: { rating: Rating }) {
  return (
    <dl className="facts">
      <div className="fact">
        <dt>score, the product of the shares</dt>
        <dd data-testid="twin-score">{percent(rating.score)}</dd>
      </div>
      {PARTS.map(([part, words]) => (
        <div key={part} className="fact">
          <dt>{words}</dt>
          <dd>{percent(Number(rating[part]))}</dd>
        </div>
      ))}
    </dl>
  );
}

function Faults({ faults }: { faults: readonly Suspicion[] }) {
  if (faults.length === 0) return <p className="soft">Nothing is suspected to be wrong.</p>;
  return (
    <table aria-label="Suspected faults">
      <thead>
        <tr>
          {["What", "Where", "Suspected", "Size", "Significance, σ", "Since"].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {faults.map((fault) => (
          <tr key={fault.target} data-testid={`suspected-${fault.target}`}>
            <th scope="row">{fault.target}</th>
            <td>{fault.place}</td>
            <td>{fault.fault}</td>
            <td>
              {fault.size.toPrecision(3)} {formatUnit(fault.unit)}
            </td>
            <td>{fault.significance.toFixed(1)}</td>
            <td>{formatMoment(fault.since)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <details>
      <summary>{parameters.length} slow parameters are known from the readings</summary>
      <table>
        <thead>
          <tr>
            {["Parameter", "Estimate", "Standard deviation", "Described"].map((head, k) => (
              <th key={head} scope="col" className={k > 0 ? "number" : ""}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parameters.map((one) => (
            <tr key={one.parameter}>
              <th scope="row">{one.parameter}</th>
              <td className="number">{one.value.toFixed(3)}</td>
              <td className="number">{one.deviation.toFixed(3)}</td>
              <td className="number">{one.nominal.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** How far the twin can be believed, what it suspects, and what it has learned. */
export function TwinHealthCard() {
  const health = useTwinHealth();
  if (health === null) return null;
  return (
    <section aria-label="Twin" data-testid="twin-health">
      <h2>How well the twin follows the plant</h2>
      {health.held && (
        <p role="status" className="warning" data-testid="twin-held">
          Residuals are held: {health.held}.
        </p>
      )}
      {health.rating === null ? (
        <p className="soft">
          The twin compares itself with the plant from two minutes after its start.
        </p>
      ) : (
        <Score rating={health.rating} />
      )}
      <Faults faults={health.faults} />
      <Parameters parameters={known(health.parameters)} />
    </section>
  );
}
