import "uplot/dist/uPlot.min.css";

import { useEffect, useRef } from "react";
import uPlot from "uplot";

import type { Tag } from "../core/plant";
import type { Column } from "../core/whatif/columns";
import { useTheme } from "../shell/theme";
import type { CurvePen } from "../trend/curvePen";
import { curvesOptions } from "../trend/plot";

const HEIGHT = 180;

interface CurvesPlotProps {
  tag: Tag;
  pens: readonly CurvePen[];
  /** Minutes, then a column for each pen. */
  columns: [number[], ...Column[]];
  children?: React.ReactNode;
}

/** Curves over one time in minutes; what is beside it tells in words where they end. */
export function CurvesPlot({ tag, pens, columns, children }: CurvesPlotProps) {
  const { theme } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const options = curvesOptions(tag, pens, element.clientWidth, HEIGHT);
    const drawn = new uPlot(options, columns, element);
    return () => drawn.destroy();
  }, [tag, pens, columns, theme]);
  return (
    <section aria-label={`Curves of ${tag.name}`}>
      <h3>
        {tag.name} <small className="soft">{tag.description}</small>
      </h3>
      <div ref={place} className="trend-plot" data-testid={`whatif-curves-${tag.name}`} />
      {children}
    </section>
  );
}
