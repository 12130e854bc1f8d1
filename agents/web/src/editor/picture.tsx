/** The diagram as one SVG file, or as PNG of it. */

import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

import { drawingOfSketch, type Sketch } from "../core/editing/sketch";
import { DiagramSvg } from "../print/DiagramSvg";
import { printStyle } from "../print/style";

/** An SVG of everything that is drawn and not hidden, in the colours of the light theme. */
export function svgOf(sketch: Sketch, isHidden: (element: string) => boolean): string {
  const title = sketch.description["title"];
  const holder = document.createElement("div");
  const root = createRoot(holder);
  flushSync(() =>
    root.render(
      <DiagramSvg
        drawing={drawingOfSketch(sketch)}
        title={typeof title === "string" ? title : sketch.area}
        style={printStyle()}
        isHidden={isHidden}
      />,
    ),
  );
  const svg = holder.firstElementChild;
  const text = svg === null ? "" : new XMLSerializer().serializeToString(svg);
  root.unmount();
  return text;
}

/** The SVG as PNG, twice as fine as the screen. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const drawn = document.createElement("canvas");
  [drawn.width, drawn.height] = [2 * image.naturalWidth, 2 * image.naturalHeight];
  drawn.getContext("2d")?.drawImage(image, 0, 0, drawn.width, drawn.height);
  return new Promise((resolve, reject) => {
    drawn.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture was made"))));
  });
}
