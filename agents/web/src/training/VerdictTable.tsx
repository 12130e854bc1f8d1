import { plantTime, type Verdict } from "../core/training/training";

const time = (seconds: number | null): string => (seconds === null ? "–" : plantTime(seconds));

/** What was expected and forbidden, and what came of it. */
export function VerdictTable({ verdicts }: { verdicts: readonly Verdict[] }) {
  return (
    <table data-testid="training-verdicts">
      <caption>Expected and forbidden</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Result</th>
          <th scope="col">Until</th>
          <th scope="col">At</th>
          <th scope="col" className="number">
            Points
          </th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {verdicts.map((verdict) => (
          <tr key={verdict.name}>
            <th scope="row">{verdict.name}</th>
            <td>{verdict.result}</td>
            <td>{time(verdict.due)}</td>
            <td>{time(verdict.time)}</td>
            <td className="number">
              {verdict.points} of {verdict.possible}
            </td>
            <td className="soft">{verdict.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
