import { useMemo } from "react";

import { formatMoment, formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { formatSpan } from "../core/prediction";
import type { Answer, Move } from "../core/whatif/answer";
import { columnsOf } from "../core/whatif/columns";
import { useTwin } from "../live/twinContext";
import { TagValue } from "../sets/TagValue";
import { CurvesPlot } from "./CurvesPlot";
import { HappeningTable } from "./HappeningTable";
import { answerPens } from "./pens";

function settling({ shows, tag, settled_s }: Move, for_s: number): string {
  if (settled_s !== null) return `${shows} settles within ${formatSpan(settled_s)}`;
  return shows === tag ? "" : `${shows} does not settle in ${formatSpan(for_s)}`;
}

function Moves({ answer }: { answer: Answer }) {
  if (answer.set.length === 0) return <p>Nothing is written: the course alone.</p>;
  return (
    <ul data-testid="whatif-moves">
      {answer.set.map((move) => (
        <li key={`${move.tag} ${move.after_s}`}>
          <b>
            {move.tag} = <TagValue tag={move.tag} value={move.value} />
          </b>{" "}
          {move.after_s > 0 && `after ${formatSpan(move.after_s)}`} {settling(move, answer.for_s)}
        </li>
      ))}
    </ul>
  );
}

function Ends({ answer, tag }: { answer: Answer; tag: Tag }) {
  const { changed, unchanged } = answer.tags[tag.name] ?? { changed: [], unchanged: [] };
  const text = (value: number | undefined): string =>
    `${formatNumber(value, tag)} ${tag.states.length > 0 ? "" : formatUnit(tag.unit)}`;
  return (
    <p className="whatif-ends" data-testid={`whatif-ends-${tag.name}`}>
      From {text(changed[0])}: with the change <b>{text(changed.at(-1))}</b>, without it{" "}
      {text(unchanged.at(-1))} after {formatSpan(answer.for_s)}.
    </p>
  );
}

function Curves({ answer, tag }: { answer: Answer; tag: Tag }) {
  const columns = useMemo(() => columnsOf(answer, tag.name), [answer, tag.name]);
  return (
    <CurvesPlot tag={tag} pens={answerPens} columns={columns}>
      <Ends answer={answer} tag={tag} />
    </CurvesPlot>
  );
}

/** What would come of it: curves beside those without it and what was, limits, trips, doubt. */
export function AnswerDetail({ answer }: { answer: Answer }) {
  const { tags } = useTwin().plant;
  const shown = Object.keys(answer.tags).flatMap((name) => tags.get(name) ?? []);
  return (
    <>
      <p>
        <span className="simulated-word">Model, from {formatMoment(answer.at)},</span> for{" "}
        {formatSpan(answer.for_s)}:
      </p>
      <Moves answer={answer} />
      {answer.doubt !== "" && <p className="distrust">Uncertain: {answer.doubt}</p>}
      <HappeningTable answer={answer} />
      <div className="whatif-curves">
        {shown.map((tag) => (
          <Curves key={tag.name} answer={answer} tag={tag} />
        ))}
      </div>
    </>
  );
}
