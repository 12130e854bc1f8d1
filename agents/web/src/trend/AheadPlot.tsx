import "uplot/dist/uPlot.min.css";

import { useEffect, useRef } from "react";
import uPlot from "uplot";

import type { Prediction } from "../core/prediction";
import type { Tag } from "../core/plant";
import { useTheme } from "../shell/theme";
import { aheadOptions } from "./plot";

const HEIGHT = 120;

/** The predicted curve, in minutes from the write on. */
export function AheadPlot({ tag, prediction }: { tag: Tag; prediction: Prediction }) {
  const { theme } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const minutes = prediction.curve.map(([seconds]) => seconds / 60);
    const values = prediction.curve.map(([, value]) => value);
    const options = aheadOptions(tag, element.clientWidth, HEIGHT);
    const drawn = new uPlot(options, [minutes, values], element);
    return () => drawn.destroy();
  }, [tag, prediction, theme]);
  return <div ref={place} className="trend-plot" data-testid="prediction-curve" />;
}
