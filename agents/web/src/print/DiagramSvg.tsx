import type { ReactNode } from "react";

import type { Drawing } from "../core/drawing";
import { nameTextOf } from "../core/editing/layers";
import type { Box, Point } from "../core/plant";
import { around, boxOf } from "../diagram/extent";
import {
  graphOf,
  type ConnectorNode,
  type DiagramNode,
  type EquipmentNode,
  type NoteNode,
} from "../diagram/graph";
import { labelPlace } from "../diagram/label";
import { isOutOfSight, nameOf } from "../diagram/outOfSight";
import { ArrowHeads, Leader, Pipe } from "../diagram/Pipe";
import { SymbolDrawing } from "../diagram/SymbolDrawing";
import { symbolOf } from "../diagram/symbols";
import { inLines } from "./lines";

const MARGIN = 24;
const HEAD = 40; // room of the title
const LETTERS = 23; // a line of an off-page connector
const FONT = "Liberation Sans, Arial, sans-serif";

/** The sheet: everything that is drawn, with a margin and room for the title. */
function sheetAround(boxes: readonly Box[], points: readonly Point[]): Box {
  const drawn = around(boxes, points);
  if (drawn === null) return { x: 0, y: 0, width: 400, height: 300 };
  const { x, y, width, height } = drawn;
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN + HEAD];
  return { x: x - MARGIN, y: y - MARGIN - HEAD, width: wide, height: high };
}

/** Where an id is written in the box of its equipment: its middle, in pixels. */
const LABEL: Record<ReturnType<typeof labelPlace>, (box: Box) => Point> = {
  inside: ({ width, height }) => ({ x: width / 2, y: height * 0.3 + 12 }),
  dome: ({ width, height }) => ({ x: width / 2, y: height * 0.04 + 12 }),
  centre: ({ width, height }) => ({ x: width / 2, y: height / 2 + 4 }),
  below: ({ width, height }) => ({ x: width / 2, y: height + 13 }),
  beside: ({ width, height }) => ({ x: width + 4, y: height / 2 + 4 }),
};

function Symbol({ box, children }: { box: Box; children: ReactNode }) {
  return (
    <g className="equipment" transform={`translate(${box.x} ${box.y})`}>
      {children}
    </g>
  );
}

function Equipment({ node, named }: { node: EquipmentNode; named: boolean }) {
  const { equipment, orientation, driven } = node.data;
  const box = boxOf(node);
  const place = labelPlace(symbolOf(equipment.kind), orientation);
  const { x, y } = LABEL[place](box);
  return (
    <Symbol box={box}>
      <title>{`${equipment.id}: ${equipment.description}`}</title>
      <SymbolDrawing kind={equipment.kind} {...{ orientation, driven }} size={box} />
      {named && (
        <text className="id" x={x} y={y} textAnchor={place === "beside" ? "start" : "middle"}>
          {equipment.id}
        </text>
      )}
    </Symbol>
  );
}

function OffPage({ node }: { node: ConnectorNode }) {
  const { connector, orientation } = node.data;
  const { stream, carries, way, other } = connector;
  const box = boxOf(node);
  const x = orientation === "left" ? 25 : 8;
  const whither = `${way === "in" ? "from" : "to"} ${other.title}`;
  const lines = [stream, ...inLines(carries, LETTERS, 2), ...inLines(whither, LETTERS, 2)];
  return (
    <Symbol box={box}>
      <SymbolDrawing
        kind={`connector.${way}`}
        orientation={orientation}
        driven={false}
        size={box}
      />
      {lines.map((line, place) => (
        <text
          key={place}
          className={place === 0 ? "id" : "small"}
          x={x}
          y={box.height / 2 + 4 + (place - (lines.length - 1) / 2) * 12}
        >
          {line}
        </text>
      ))}
    </Symbol>
  );
}

function Text({ node }: { node: NoteNode }) {
  const { x, y, height } = boxOf(node);
  return (
    <text className="printed-note" x={x} y={y + 0.7 * height}>
      {node.data.text}
    </text>
  );
}

function Mark({ node, name }: { node: DiagramNode; name: string }) {
  const { x, y, width, height } = boxOf(node);
  return (
    <g>
      <rect className="frame" {...{ x, y, width, height }} rx="2" />
      <text className="id" x={x + width / 2} y={y + height / 2 + 4} textAnchor="middle">
        {name}
      </text>
    </g>
  );
}

function Node({ node, named }: { node: DiagramNode; named: boolean }) {
  if (node.type === "equipment") return <Equipment node={node} named={named} />;
  if (node.type === "connector") return <OffPage node={node} />;
  if (node.type === "note") return <Text node={node} />;
  return <Mark node={node} name={nameOf(node.id)} />;
}

interface DiagramSvgProps {
  drawing: Drawing;
  title: string;
  /** Rules of style, with colours and not names of colours. */
  style: string;
  /** Elements, lines and names that are left out. */
  isHidden?: (element: string) => boolean;
}

const nothing = (): boolean => false;

/** A diagram as one SVG that needs nothing else: the symbols and routes of the screen, without values. */
export function DiagramSvg({ drawing, title, style, isHidden = nothing }: DiagramSvgProps) {
  const graph = graphOf(drawing);
  const nodes = graph.nodes.filter(({ id }) => !isHidden(nameOf(id)));
  const edges = graph.edges.filter((edge) => !isOutOfSight(edge, isHidden));
  const points = edges.flatMap(({ data }) => data?.points ?? []);
  const { x, y, width, height } = sheetAround(nodes.map(boxOf), points);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`${x} ${y} ${width} ${height}`}
      {...{ width, height }}
      fontFamily={FONT}
    >
      <title>{title}</title>
      <style>{style}</style>
      <rect className="ground" {...{ x, y, width, height }} />
      <text className="title" x={x + MARGIN} y={y + MARGIN + 12}>
        {title}
      </text>
      <ArrowHeads />
      {edges.map((edge) =>
        edge.type === "pipe" ? (
          <Pipe key={edge.id} id={edge.id} data={edge.data} />
        ) : (
          <Leader key={edge.id} data={edge.data} />
        ),
      )}
      {nodes.map((node) => (
        <Node key={node.id} node={node} named={!isHidden(nameTextOf(node.id))} />
      ))}
    </svg>
  );
}
