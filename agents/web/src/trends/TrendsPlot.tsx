import "uplot/dist/uPlot.min.css";

import { useEffect, useRef } from "react";
import uPlot from "uplot";

import { EMPTY_HISTORY, type History } from "../core/history";
import type { Tag } from "../core/plant";
import type { Window } from "../core/trends/address";
import { useTheme } from "../shell/theme";
import { optionsOf, type Acts, type Cursors } from "./options";
import { PART_NAMES, type Part } from "./pens";

const HEIGHT = 420;

interface TrendsPlotProps extends Acts {
  tags: readonly Tag[];
  histories: ReadonlyMap<string, History>;
  parts: ReadonlySet<Part>;
  /** Whether each tag has an axis of its own, and not each unit. */
  isEach: boolean;
  window: Window;
  cursors: Cursors;
}

/** Columns of all tags over the times of all of them; where a tag has no value of its own, none is drawn. */
function tableOf(tags: readonly Tag[], histories: ReadonlyMap<string, History>): uPlot.AlignedData {
  const tables = tags.map(({ name }): uPlot.AlignedData => {
    const history = histories.get(name) ?? EMPTY_HISTORY;
    return [history.t, ...PART_NAMES.map((part) => history[part])];
  });
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

/** Curves of several tags over one time, with an axis for each unit or tag, and two cursors. */
export function TrendsPlot(props: TrendsPlotProps) {
  const { tags, histories, parts, isEach, window, cursors, onZoom, onCursor, onPointer } = props;
  const { theme } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef(cursors);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const acts = { onZoom, onCursor, onPointer };
    const size = { width: element.clientWidth, height: HEIGHT };
    const options = optionsOf({ tags, parts, isEach, size, acts, cursors: () => shown.current });
    const drawn = new uPlot(options, [[]], element);
    plot.current = drawn;
    const room = new ResizeObserver(() => drawn.setSize({ ...size, width: element.clientWidth }));
    room.observe(element);
    return () => {
      room.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [tags, parts, isEach, theme, onZoom, onCursor, onPointer]);

  const { from, to } = window;
  useEffect(() => {
    plot.current?.setData(tableOf(tags, histories), false);
    plot.current?.setScale("x", { min: from, max: to });
  }, [tags, histories, parts, isEach, theme, from, to, onZoom, onCursor, onPointer]);

  useEffect(() => {
    shown.current = cursors;
    plot.current?.redraw(false);
  }, [cursors]);

  return <div ref={place} className="trend-plot trends-plot" data-testid="trends-plot" />;
}
