import "../style/trends.css";

import { useCallback, useMemo, useState } from "react";

import type { History } from "../core/history";
import type { Trends, Window } from "../core/trends/address";
import { csvOf } from "../core/trends/export";
import { useTwin } from "../live/twinContext";
import { useObservable } from "../live/useObservable";
import { keepFile } from "../shell/keepFile";
import { AddTag } from "./AddTag";
import { CursorTimes } from "./CursorTimes";
import type { Cursors } from "./options";
import { PART_NAMES, type Part } from "./pens";
import { TrendsPlot } from "./TrendsPlot";
import { TrendsStart } from "./TrendsStart";
import { TrendsTable } from "./TrendsTable";
import { TrendsTools } from "./TrendsTools";
import { useHistories } from "./useHistories";
import { useTrends } from "./useTrends";

const NO_CURSORS: Cursors = { a: null, b: null };

/** The time that is shown: the zoomed part, else what ends with the last that is known. */
function useWindow({ minutes, zoom }: Trends, histories: ReadonlyMap<string, History>): Window {
  const until = useObservable(useTwin().twin.until);
  const [opened] = useState(() => Date.now() / 1000);
  return useMemo(() => {
    if (zoom !== null) return zoom;
    const last = Math.max(...[...histories.values()].map(({ t }) => t.at(-1) ?? -Infinity));
    const to = until === null ? last : until / 1000;
    const end = Number.isFinite(to) ? to : opened;
    return { from: end - minutes * 60, to: end };
  }, [minutes, zoom, histories, until, opened]);
}

/** Several tags over one time, plant against model, read off by two cursors. */
export default function TrendsView() {
  const { trends, tags, unknown, change, remove } = useTrends();
  const { histories, problem } = useHistories(tags, trends);
  const [parts, setParts] = useState<ReadonlySet<Part>>(new Set(PART_NAMES));
  const [isEach, setEach] = useState(false);
  const [cursors, setCursors] = useState(NO_CURSORS);
  const [pointed, setPointed] = useState<number | null>(null);
  const view = useWindow(trends, histories);
  const onZoom = useCallback((zoom: Window | null) => change({ zoom }), [change]);
  const onCursor = useCallback(
    (which: keyof Cursors, time: number | null) =>
      setCursors((known) => ({ ...known, [which]: time })),
    [],
  );
  const keepCsv = (): void => {
    const curves = tags.flatMap(({ name: tag, unit }) => {
      const history = histories.get(tag);
      return history === undefined ? [] : [{ tag, unit, history }];
    });
    keepFile("trends.csv", csvOf(curves, view));
  };
  return (
    <section className="table-view trends" aria-label="Trends" data-testid="trends">
      <AddTag shown={tags} onAdd={(tag) => change({ tags: [...trends.tags, tag] })} />
      {unknown.length > 0 && <p role="alert">The plant has no tag {unknown.join(", ")}.</p>}
      {problem !== "" && <p role="alert">No history: {problem}</p>}
      {tags.length === 0 ? (
        <TrendsStart />
      ) : (
        <>
          <TrendsTools
            {...{ trends, change, parts, isEach }}
            onParts={setParts}
            onEach={setEach}
            onExport={keepCsv}
          />
          <TrendsPlot
            {...{ tags, histories, parts, isEach, cursors, onZoom, onCursor }}
            window={view}
            onPointer={setPointed}
          />
          <CursorTimes cursors={cursors} onCursor={onCursor} />
          <TrendsTable
            {...{ tags, histories, cursors }}
            window={view}
            at={pointed ?? view.to}
            onRemove={remove}
          />
        </>
      )}
    </section>
  );
}
