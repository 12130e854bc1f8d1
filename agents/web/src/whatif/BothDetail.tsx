import { useCallback, useMemo } from "react";

import { Refusal } from "../alarm/Refusal";
import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { formatSpan } from "../core/prediction";
import { commonTags, type Branch, type Difference } from "../core/whatif/answer";
import { columnsOfBoth } from "../core/whatif/columns";
import { useTwin } from "../live/twinContext";
import { CurvesPlot } from "./CurvesPlot";
import { bothPens } from "./pens";
import { useLoaded } from "./useLoaded";

interface DifferenceProps {
  found: Difference;
  tags: ReadonlyMap<string, Tag>;
}

function text(value: number, tag: Tag | undefined): string {
  return tag === undefined ? String(value) : `${formatNumber(value, tag)} ${formatUnit(tag.unit)}`;
}

function Trends({ found, tags }: DifferenceProps) {
  const heads = ["Tag", `End of ${found.name}`, `End of ${found.other}`, "Most apart", "After"];
  return (
    <table className="whatif-table" aria-label="Where they end" data-testid="branch-difference">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={head === "Tag" ? "" : "number"}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {found.tags.map((row) => (
          <tr key={row.tag}>
            <th scope="row">{row.tag}</th>
            {[row.end, row.other_end, row.difference].map((value, place) => (
              <td key={place} className="number">
                {text(value, tags.get(row.tag))}
              </td>
            ))}
            <td className="number">{formatSpan(row.after_s)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Events({ found }: { found: Difference }) {
  if (found.events.length === 0) return <p>Limits, trips and settling are the same in both.</p>;
  const when = (after: number | null): string => (after === null ? "—" : formatSpan(after));
  return (
    <table className="whatif-table" aria-label="What comes up in one only, or at another time">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Limit, interlock or tag</th>
          <th scope="col" className="number">
            In {found.name}
          </th>
          <th scope="col" className="number">
            In {found.other}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.events.map((row) => (
          <tr key={`${row.event} ${row.name}`}>
            <td>{row.event}</td>
            <th scope="row">{row.name}</th>
            <td className="number">{when(row.after_s)}</td>
            <td className="number">{when(row.other_after_s)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Curves({ one, other, tag }: { one: Branch; other: Branch; tag: Tag }) {
  const pens = useMemo(() => bothPens(one.name, other.name), [one, other]);
  const columns = useMemo(
    () => columnsOfBoth(one.answer, other.answer, tag.name),
    [one, other, tag.name],
  );
  return <CurvesPlot tag={tag} pens={pens} columns={columns} />;
}

/** Two branches drawn together, where they are most apart, and what comes up in one only. */
export function BothDetail({ branch, other }: { branch: Branch; other: string }) {
  const { twin, plant } = useTwin();
  const calls = twin.exchange.whatIfs;
  const { content, refusal } = useLoaded(
    useCallback(
      () => Promise.all([calls.branch(other), calls.difference(branch.name, other)]),
      [calls, branch.name, other],
    ),
  );
  if (content === null) return <Refusal refusal={refusal} />;
  const [second, found] = content;
  const shown = commonTags(branch.answer, second.answer).flatMap((n) => plant.tags.get(n) ?? []);
  return (
    <div data-testid="branch-both">
      {found.doubts.map((doubt) => (
        <p key={doubt} className="distrust">
          {doubt}
        </p>
      ))}
      <Trends found={found} tags={plant.tags} />
      <Events found={found} />
      <div className="whatif-curves">
        {shown.map((tag) => (
          <Curves key={tag.name} one={branch} other={second} tag={tag} />
        ))}
      </div>
    </div>
  );
}
