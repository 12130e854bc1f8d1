import { formatSpan } from "../core/prediction";
import { happenings, type Answer } from "../core/whatif/answer";

/** Limits that are crossed and interlocks that trip, with their times. */
export function HappeningTable({ answer }: { answer: Answer }) {
  const found = happenings(answer);
  const left = answer.left_out;
  return (
    <>
      {found.length === 0 ? (
        <p data-testid="whatif-happenings">
          No limit is crossed within {formatSpan(answer.for_s)}.
        </p>
      ) : (
        <table className="whatif-table" aria-label="What comes up" data-testid="whatif-happenings">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Limit or interlock</th>
              <th scope="col" className="number">
                After
              </th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ words, name, after_s, comes }) => (
              <tr key={`${words} ${name}`}>
                <td>{comes ? <b>{words}</b> : words}</td>
                <th scope="row">{name}</th>
                <td className="number">{formatSpan(after_s)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {left > 0 && <p className="soft">{left} more are of tags that you may not read.</p>}
    </>
  );
}
