import { formatNumber, formatUnit } from "../core/format";
import { foreseen, formatSpan, type Prediction } from "../core/prediction";
import { useTwin } from "../live/twinContext";
import { AheadPlot } from "../trend/AheadPlot";

function Foreseen({ prediction }: { prediction: Prediction }) {
  const coming = foreseen(prediction);
  const within = formatSpan(prediction.horizon_s);
  if (coming.length === 0) return <p>No limit is crossed within {within}.</p>;
  return (
    <ul className="foreseen" data-testid="prediction-limits">
      {coming.map(({ what, name, after_s }) => (
        <li key={`${what} ${name}`}>
          <b>
            {what} {name}
          </b>{" "}
          after {formatSpan(after_s)}
        </li>
      ))}
    </ul>
  );
}

/** What the model says would happen: effect, curve, limits, and why it may be wrong. */
export function PredictionView({ prediction }: { prediction: Prediction }) {
  const { tags } = useTwin().plant;
  const shown = tags.get(prediction.shows);
  if (prediction.failure !== "" || shown === undefined) {
    return <p data-testid="prediction-failure">No prediction: {prediction.failure}</p>;
  }
  const tried = tags.get(prediction.tag);
  const wanted = tried === undefined ? prediction.value : formatNumber(prediction.value, tried);
  const { settled_s, final, horizon_s, doubt } = prediction;
  const effect =
    settled_s === null
      ? `is ${formatNumber(final, shown)} ${formatUnit(shown.unit)} after ${formatSpan(horizon_s)}`
      : `settles within ${formatSpan(settled_s)}`;
  return (
    <section className="prediction" aria-label="Prediction of the model" data-testid="prediction">
      <p data-testid="prediction-effect">
        <span className="simulated-word">Model, with {wanted}:</span> {prediction.shows} {effect}.
      </p>
      <AheadPlot tag={shown} prediction={prediction} />
      <Foreseen prediction={prediction} />
      {doubt !== "" && <p className="distrust">Uncertain: {doubt}</p>}
    </section>
  );
}
