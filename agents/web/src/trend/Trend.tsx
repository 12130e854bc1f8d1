import "uplot/dist/uPlot.min.css";

import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";

import type { Tag } from "../core/plant";
import { addressWithTag } from "../core/trends/address";
import { useTheme } from "../shell/theme";
import { trendOptions } from "./plot";
import { useHistory } from "./useHistory";
import { WindowChoice } from "./WindowChoice";

const HEIGHT = 190;

/** Reported, simulated and desired over the last minutes or days; live, with a cursor read-out. */
export function Trend({ tag }: { tag: Tag }) {
  const [minutes, setMinutes] = useState<number>(15);
  const { history, problem } = useHistory(tag, minutes);
  const { theme } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const drawn = new uPlot(trendOptions(tag, element.clientWidth, HEIGHT), [[]], element);
    plot.current = drawn;
    const fit = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    fit.observe(element);
    return () => {
      fit.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [tag, theme]);

  useEffect(() => {
    const { t, reported, simulated, desired } = history;
    plot.current?.setData([t, reported, simulated, desired], false);
    const end = t.at(-1) ?? Date.now() / 1000;
    plot.current?.setScale("x", { min: end - minutes * 60, max: end });
  }, [history, minutes, tag, theme]);

  return (
    <section className="trend" aria-label={`Trend of ${tag.name}`} data-testid="trend">
      <div className="trend-head">
        <a href={addressWithTag(window.location.hash, tag.name)} data-testid="to-trends">
          In trends
        </a>
        <WindowChoice minutes={minutes} onMinutes={setMinutes} />
      </div>
      <div ref={place} className="trend-plot" />
      {problem !== "" && <p role="alert">No history: {problem}</p>}
    </section>
  );
}
