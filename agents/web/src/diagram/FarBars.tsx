import { useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useContext, useEffect, useRef } from "react";

import { touches } from "../core/boxIndex";
import type { Box, Tag } from "../core/plant";
import { scalePlaces } from "../core/scale";
import { readingNow, watchReading } from "../live/readingNow";
import { useTwin, type LiveTwin } from "../live/twinContext";
import { farWord } from "../mark/farWord";
import { FarContext } from "./distance";
import type { DiagramNode } from "./graph";
import { paintBars, type Bar, type Sight } from "./paintBars";

interface Mark {
  tag: Tag;
  box: Box;
}

function marksOf(nodes: readonly DiagramNode[], { plant }: LiveTwin): Mark[] {
  return nodes.flatMap(({ type, data, position, width = 0, height = 0 }) => {
    const tag = type === "mark" ? plant.tags.get(data.tag) : undefined;
    return tag === undefined ? [] : [{ tag, box: { ...position, width, height } }];
  });
}

function sightOf({ transform: [x, y, zoom], width, height }: ReactFlowState): Sight {
  return { x, y, zoom, width, height };
}

/** The part of the drawing that is seen. */
function seenBox({ x, y, zoom, width, height }: Sight): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** Bars of the marks in sight which have no word of their own. */
function barsOf(marks: readonly Mark[], live: LiveTwin, sight: Sight): Bar[] {
  const seen = seenBox(sight);
  return marks.flatMap(({ tag, box }) => {
    if (!touches(box, seen)) return [];
    const reading = readingNow(live, tag);
    if (farWord(tag, reading) !== "") return [];
    return [{ box, places: scalePlaces(tag, reading.sample, reading.desired) }];
  });
}

/** Runs `work` once after all that now runs, and so before the next picture, however often asked. */
function gathered(work: () => void): () => void {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    queueMicrotask(() => {
      waits = false;
      work();
    });
  };
}

function Bars({ nodes }: { nodes: readonly DiagramNode[] }) {
  const live = useTwin();
  const store = useStoreApi();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const marks = marksOf(nodes, live);
    const paint = gathered(() => {
      const sight = sightOf(store.getState());
      if (canvas.current !== null) paintBars(canvas.current, barsOf(marks, live, sight), sight);
    });
    paint();
    const ends = [
      store.subscribe(paint),
      ...marks.map(({ tag }) => watchReading(live, tag, paint)),
    ];
    return () => ends.forEach((end) => end());
  }, [nodes, live, store]);
  return <canvas ref={canvas} className="far-bars" aria-hidden="true" />;
}

/** The values of marks that are too small to be read: of hundreds, a picture costs next to nothing. */
export function FarBars({ nodes }: { nodes: readonly DiagramNode[] }) {
  return useContext(FarContext) ? <Bars nodes={nodes} /> : null;
}
