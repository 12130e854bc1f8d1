import type { Edge, Node } from "@xyflow/react";

import type { Connector, Drawing, Note } from "../core/drawing";
import { inReadingOrder, placeMarks } from "../core/markPlacement";
import { routePipes } from "../core/pipeRoute";
import type { Box, Equipment, Phase, Point } from "../core/plant";
import { pipesOf } from "./ends";
import { labelBox } from "./label";
import type { GraphMemory } from "./graphMemory";
import { leaderEdges, type LeaderEdge } from "./leaders";
import { orientationOf, type Orientation } from "./orientation";
import { wishedPlaces } from "./markWishes";
import { symbolOf } from "./symbols";
import { coveredBox } from "./terminal";

/** Size of a value mark on the diagram, in pixels. */
const MARK = { width: 96, height: 44 };
/** Room of a letter of a text, and of its line, in pixels. */
const LETTER = { width: 8, height: 20 };

export type EquipmentNode = Node<
  { equipment: Equipment; orientation: Orientation; driven: boolean },
  "equipment"
>;
export type MarkNode = Node<{ tag: string }, "mark">;
export type ControllerNode = Node<{ controller: string }, "controller">;
export type ConnectorNode = Node<{ connector: Connector; orientation: Orientation }, "connector">;
export type NoteNode = Node<{ text: string }, "note">;
export type DiagramNode = EquipmentNode | ConnectorNode | MarkNode | ControllerNode | NoteNode;
export type PipeEdge = Edge<{ points: Point[]; phase: Phase }, "pipe">;
export type DiagramEdge = PipeEdge | LeaderEdge;

const FIXED = { draggable: false, connectable: false, focusable: false };

/** The ground that a pipe covers, piece by piece. */
function pipeBoxes(points: readonly Point[]): Box[] {
  return points.slice(1).map((b, place) => {
    const a = points[place] ?? b;
    const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
    return { x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
  });
}

/** Where marks go: near their wished places, controllers before instruments. */
function markBoxes(
  drawing: Drawing,
  pipes: Map<string, Point[]>,
  memory?: GraphMemory,
): Map<string, Box> {
  const corner = ({ x, y }: Point): Point => ({ x: x - MARK.width / 2, y: y - MARK.height / 2 });
  const centres = [...wishedPlaces(drawing, pipes)];
  const wishes = new Map(centres.map(([name, centre]) => [name, corner(centre)]));
  const equipment = Object.values(drawing.layout.equipment);
  const still = [...equipment, ...labels(drawing), ...drawing.notes.map(noteBox)];
  const taken = [...still, ...[...pipes.values()].flatMap(pipeBoxes)];
  const placed = placeMarks(wishes, MARK, taken, memory?.marks);
  return inReadingOrder(placed, neighbours(drawing, wishes));
}

/** Names of the instruments which would all stand at the same place, place by place. */
function neighbours(drawing: Drawing, wishes: ReadonlyMap<string, Point>): Iterable<string[]> {
  const groups = new Map<string, string[]>();
  for (const { tag } of drawing.instruments) {
    const { x, y } = wishes.get(tag) ?? { x: Number.NaN, y: Number.NaN };
    groups.set(`${x} ${y}`, [...(groups.get(`${x} ${y}`) ?? []), tag]);
  }
  return groups.values();
}

/** The ground that the ids of equipment cover. */
function labels(drawing: Drawing): Box[] {
  return drawing.equipment.flatMap(({ id, kind }) => {
    const [box, symbol] = [drawing.layout.equipment[id], symbolOf(kind)];
    if (box === undefined) return [];
    return labelBox(box, symbol, orientationOf(id, symbol, drawing)) ?? [];
  });
}

/** What pipes must go around: the boxes that symbols really cover. */
function obstacles(drawing: Drawing): Box[] {
  return drawing.equipment.flatMap(({ id, kind }) => {
    const box = drawing.layout.equipment[id];
    return box === undefined ? [] : [coveredBox(box, symbolOf(kind).fit)];
  });
}

/** Whether steam drives a machine; the description connects it to the machine itself. */
function hasTurbine({ id, kind }: Equipment, { streams }: Drawing): boolean {
  if (!kind.startsWith("compressor.")) return false;
  return streams.some(({ target }) => target.equipment === id && target.port === "steam");
}

function equipmentNodes(drawing: Drawing): (EquipmentNode | ConnectorNode)[] {
  return drawing.equipment.flatMap((equipment): (EquipmentNode | ConnectorNode)[] => {
    const { id, kind } = equipment;
    const box = drawing.layout.equipment[id];
    if (box === undefined) return [];
    const { x, y, width, height } = box;
    const shared = { id, position: { x, y }, width, height, ...FIXED };
    const orientation = orientationOf(id, symbolOf(kind), drawing);
    const connector = drawing.connectors.get(id);
    if (connector === undefined) {
      const driven = hasTurbine(equipment, drawing);
      return [{ ...shared, type: "equipment", data: { equipment, orientation, driven } }];
    }
    return [{ ...shared, type: "connector", data: { connector, orientation } }];
  });
}

function markNodes(drawing: Drawing, boxes: Map<string, Box>): (MarkNode | ControllerNode)[] {
  const controllers = new Set(drawing.controllers.map((controller) => controller.name));
  return [...boxes].map(([name, { x, y }]) => {
    const shared = { id: `mark:${name}`, position: { x, y }, ...MARK, ...FIXED };
    if (controllers.has(name)) return { ...shared, type: "controller", data: { controller: name } };
    return { ...shared, type: "mark", data: { tag: name } };
  });
}

function noteBox({ x, y, text }: Note): Box {
  return { x, y, width: LETTER.width * Math.max(1, text.length), height: LETTER.height };
}

function noteNodes(drawing: Drawing): NoteNode[] {
  return drawing.notes.map((note) => {
    const { x, y, ...size } = noteBox(note);
    const { id, text } = note;
    return { id, type: "note", position: { x, y }, ...size, ...FIXED, data: { text } };
  });
}

function routes(drawing: Drawing, memory?: GraphMemory): Map<string, Point[]> {
  return routePipes(pipesOf(drawing), obstacles(drawing), labels(drawing), memory?.pipes);
}

function pipeEdges(drawing: Drawing, routed: Map<string, Point[]>): PipeEdge[] {
  return drawing.streams.flatMap((stream) => {
    const points = routed.get(stream.id);
    if (points === undefined) return [];
    const { id, source, target, phase } = stream;
    const ends = { source: source.equipment, target: target.equipment };
    return [{ id, type: "pipe", ...ends, data: { points, phase }, focusable: false }];
  });
}

export interface Graph {
  nodes: DiagramNode[];
  edges: DiagramEdge[];
}

const graphs = new WeakMap<Drawing, Graph>();

/**
 * The diagram of an area; laid out once, for routing pipes takes a while.
 *
 * @param memory of a drawing that is changed step by step: what did not change keeps its objects
 */
export function graphOf(drawing: Drawing, memory?: GraphMemory): Graph {
  const graph = graphs.get(drawing) ?? laidOut(drawing, memory);
  graphs.set(drawing, graph);
  return graph;
}

/** Topology is the description's, places are the layout's. */
function laidOut(drawing: Drawing, memory?: GraphMemory): Graph {
  const pipes = routes(drawing, memory);
  const marks = markBoxes(drawing, pipes, memory);
  const graph = {
    nodes: [...equipmentNodes(drawing), ...markNodes(drawing, marks), ...noteNodes(drawing)],
    edges: [...leaderEdges(drawing, { marks, pipes }), ...pipeEdges(drawing, pipes)],
  };
  if (memory === undefined) return graph;
  return { nodes: memory.kept(graph.nodes), edges: memory.kept(graph.edges) };
}
