/** Automatic layout: equipment in layers along the flow, by the Eclipse Layout Kernel. */

import type { ElkExtendedEdge, ElkNode, ElkPort } from "elkjs/lib/elk-api";

import { around } from "../core/editing/align";
import { GRID, moved } from "../core/editing/edits";
import { drawingOfSketch, type Places, type Sketch } from "../core/editing/sketch";
import type { Drawing } from "../core/drawing";
import type { Side } from "../core/pipeRoute";
import type { Box, Point, Stream } from "../core/plant";
import type { Symbol } from "../diagram/symbol";
import { symbolOf } from "../diagram/symbols";
import { terminalOf } from "../diagram/terminal";

/** Between pieces of equipment there is room for pipes and for what is measured. */
const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.aspectRatio": "1.8",
  "elk.spacing.nodeNode": "90",
  "elk.spacing.edgeNode": "30",
  "elk.spacing.componentComponent": "110",
  "elk.layered.spacing.nodeNodeBetweenLayers": "100",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
};
const ELK_SIDE: Record<Side, string> = {
  left: "WEST",
  right: "EAST",
  top: "NORTH",
  bottom: "SOUTH",
};
const MARGIN = 4 * GRID;

type Boxes = ReadonlyMap<string, Box>;

/** The part of the drawing that is laid out: ports stay where the symbols have them. */
class Graph {
  private readonly ports = new Map<string, ElkPort[]>();
  private readonly edges: ElkExtendedEdge[];
  private readonly symbols: ReadonlyMap<string, Symbol>;

  constructor(
    { equipment, streams }: Drawing,
    private readonly boxes: Boxes,
  ) {
    this.symbols = new Map(equipment.map(({ id, kind }) => [id, symbolOf(kind)]));
    const inside = streams.filter(
      ({ source, target }) => boxes.has(source.equipment) && boxes.has(target.equipment),
    );
    this.edges = inside.map((stream) => ({
      id: stream.id,
      sources: [this.end(stream, "source")],
      targets: [this.end(stream, "target")],
    }));
  }

  private isBar(equipment: string): boolean {
    return this.symbols.get(equipment)?.ports === "along";
  }

  /** Where a stream ends: at a port of the symbol as it is drawn from the left, or along a bar. */
  private end(stream: Stream, role: "source" | "target"): string {
    const { equipment, port } = stream[role];
    const [symbol, box] = [this.symbols.get(equipment), this.boxes.get(equipment)];
    if (symbol === undefined || box === undefined || this.isBar(equipment)) return equipment;
    const { x, y, side } = terminalOf(symbol, "right", { ...box, x: 0, y: 0 }, port, role);
    const id = `${role} of ${stream.id}`;
    const layoutOptions = { "elk.port.side": ELK_SIDE[side] };
    const known = this.ports.get(equipment) ?? [];
    this.ports.set(equipment, [...known, { id, x, y, width: 0, height: 0, layoutOptions }]);
    return id;
  }

  root(): ElkNode {
    const children = [...this.boxes].map(([id, { width, height }]) => {
      const constraints = this.isBar(id) ? "FREE" : "FIXED_POS";
      const layoutOptions = { "elk.portConstraints": constraints };
      return { id, width, height, ports: this.ports.get(id) ?? [], layoutOptions };
    });
    return { id: "root", layoutOptions: OPTIONS, children, edges: this.edges };
  }
}

/** Without the places of marks that belong to what has moved: they are put beside it anew. */
function withoutMarks(sketch: Sketch, drawing: Drawing, boxes: Boxes): Sketch {
  const ends = new Map(
    drawing.streams.map((s) => [s.id, [s.source.equipment, s.target.equipment]]),
  );
  const at = ({
    equipment,
    stream,
  }: {
    equipment: string | null;
    stream: string | null;
  }): string[] => (equipment === null ? (ends.get(stream ?? "") ?? []) : [equipment]);
  const gone = new Set([
    ...drawing.instruments
      .filter((one) => at(one).some((id) => boxes.has(id)))
      .map((one) => one.tag),
    ...drawing.controllers.filter((one) => boxes.has(one.moves)).map((one) => one.name),
  ]);
  const left = (marks: Record<string, Point> = {}): Record<string, Point> =>
    Object.fromEntries(Object.entries(marks).filter(([name]) => !gone.has(name)));
  const { instruments, controllers } = sketch.layout;
  const layout = {
    ...sketch.layout,
    instruments: left(instruments),
    controllers: left(controllers),
  };
  return { ...sketch, layout };
}

/** Off-page connectors in rows below everything, where nothing else is. */
function withLinksBelow(sketch: Sketch): Sketch {
  const { links = {}, canvas, equipment } = sketch.layout;
  const names = Object.keys(links);
  if (names.length === 0) return sketch;
  const all = around(Object.values(equipment));
  const wide = Math.max(...Object.values(links).map((box) => box.width)) + MARGIN;
  const tall = Math.max(...Object.values(links).map((box) => box.height)) + MARGIN;
  const columns = Math.max(1, Math.floor((canvas.width - MARGIN) / wide));
  const top = all.y + all.height + 3 * MARGIN;
  const placed = names.map((name, n) => {
    const [x, y] = [MARGIN + (n % columns) * wide, top + Math.floor(n / columns) * tall];
    return [name, { ...(links[name] as Box), x, y }] as const;
  });
  const height = Math.max(canvas.height, top + Math.ceil(names.length / columns) * tall);
  const layout: Places = {
    ...sketch.layout,
    canvas: { ...canvas, height },
    links: Object.fromEntries(placed),
  };
  return { ...sketch, layout };
}

/**
 * Arranges equipment along the flow, from the left to the right.
 *
 * @param names What is arranged, where it is; everything if that is less than two pieces.
 */
export async function arranged(sketch: Sketch, names: Iterable<string> = []): Promise<Sketch> {
  const every = Object.entries(sketch.layout.equipment);
  const chosen = new Set(names);
  const some = every.filter(([name]) => chosen.has(name));
  const boxes = new Map(some.length > 1 ? some : every);
  if (boxes.size < 2) return sketch;
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const drawing = drawingOfSketch(sketch);
  const { children = [] } = await new Elk().layout(new Graph(drawing, boxes).root());
  const isAll = boxes.size === every.length;
  const corner = isAll ? { x: MARGIN, y: 2 * MARGIN } : around([...boxes.values()]);
  const places = children.map(
    ({ id, x = 0, y = 0 }) => [id, { x: corner.x + x, y: corner.y + y }] as const,
  );
  const put = withoutMarks(moved(sketch, new Map(places)), drawing, boxes);
  return isAll ? withLinksBelow(put) : put;
}
