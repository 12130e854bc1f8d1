import type { Edge, Node } from "@xyflow/react";

import { placeMarks } from "../core/markPlacement";
import { routePipes, type Pipe } from "../core/pipeRoute";
import type { Box, Equipment, Phase, Plant, Point } from "../core/plant";
import { leaderEdges, type LeaderEdge } from "./leaders";
import { orientationOf, type Orientation } from "./orientation";
import { symbolOf } from "./symbols";
import { coveredBox, terminalOf } from "./terminal";

/** Size of a value mark on the diagram, in pixels. */
export const MARK = { width: 96, height: 44 };

const LABEL_HEIGHT = 16;

export type EquipmentNode = Node<{ equipment: Equipment; orientation: Orientation }, "equipment">;
export type MarkNode = Node<{ tag: string }, "mark">;
export type ControllerNode = Node<{ controller: string }, "controller">;
export type DiagramNode = EquipmentNode | MarkNode | ControllerNode;
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

/** Where marks go: near their place in the layout, controllers before instruments. */
function markBoxes(plant: Plant, pipes: Map<string, Point[]>): Map<string, Box> {
  const { instruments, controllers } = plant.layout;
  const corner = ({ x, y }: Point): Point => ({ x: x - MARK.width / 2, y: y - MARK.height / 2 });
  const centres = Object.entries({ ...controllers, ...instruments });
  const wishes = new Map(centres.map(([name, centre]) => [name, corner(centre)]));
  const equipment = plant.equipment.flatMap((each) => labelledBox(each, plant) ?? []);
  return placeMarks(wishes, MARK, [...equipment, ...[...pipes.values()].flatMap(pipeBoxes)]);
}

/** The box of a piece of equipment with the label below it. */
function labelledBox({ id, kind }: Equipment, plant: Plant): Box | undefined {
  const box = plant.layout.equipment[id];
  const label = symbolOf(kind).label === "below" ? LABEL_HEIGHT : 0;
  return box && { ...box, height: box.height + label };
}

/** What pipes must go around: the boxes that symbols really cover. */
function obstacles(plant: Plant): Box[] {
  return plant.equipment.flatMap(({ id, kind }) => {
    const box = plant.layout.equipment[id];
    return box === undefined ? [] : [coveredBox(box, symbolOf(kind).fit)];
  });
}

function equipmentNodes(plant: Plant): EquipmentNode[] {
  return plant.equipment.flatMap((equipment) => {
    const box = plant.layout.equipment[equipment.id];
    if (box === undefined) return [];
    const { x, y, width, height } = box;
    const orientation = orientationOf(equipment.id, symbolOf(equipment.kind), plant);
    const data = { equipment, orientation };
    return [
      { id: equipment.id, type: "equipment", position: { x, y }, width, height, data, ...FIXED },
    ];
  });
}

function markNodes(plant: Plant, boxes: Map<string, Box>): (MarkNode | ControllerNode)[] {
  const controllers = new Set(plant.controllers.map((controller) => controller.name));
  return [...boxes].map(([name, { x, y }]) => {
    const shared = { id: `mark:${name}`, position: { x, y }, ...MARK, ...FIXED };
    if (controllers.has(name)) return { ...shared, type: "controller", data: { controller: name } };
    return { ...shared, type: "mark", data: { tag: name } };
  });
}

function pipeOf(plant: Plant, stream: Plant["streams"][number]): Pipe | null {
  const kinds = new Map(plant.equipment.map((equipment) => [equipment.id, equipment.kind]));
  const end = (port: Plant["streams"][number]["source"], role: "source" | "target") => {
    const box = plant.layout.equipment[port.equipment];
    const kind = kinds.get(port.equipment);
    if (box === undefined || kind === undefined) return null;
    const symbol = symbolOf(kind);
    const orientation = orientationOf(port.equipment, symbol, plant);
    return terminalOf(symbol, orientation, box, port.port, role);
  };
  const [from, to] = [end(stream.source, "source"), end(stream.target, "target")];
  return from === null || to === null ? null : { id: stream.id, from, to };
}

function routes(plant: Plant): Map<string, Point[]> {
  const pipes = plant.streams.flatMap((stream) => pipeOf(plant, stream) ?? []);
  return routePipes(pipes, obstacles(plant));
}

function pipeEdges(plant: Plant, routed: Map<string, Point[]>): PipeEdge[] {
  return plant.streams.flatMap((stream) => {
    const points = routed.get(stream.id);
    if (points === undefined) return [];
    const { id, source, target, phase } = stream;
    const ends = { source: source.equipment, target: target.equipment };
    return [{ id, type: "pipe", ...ends, data: { points, phase }, focusable: false }];
  });
}

/** The diagram of a plant: its topology is the description's, its places are the layout's. */
export function graphOf(plant: Plant): { nodes: DiagramNode[]; edges: DiagramEdge[] } {
  const pipes = routes(plant);
  const marks = markBoxes(plant, pipes);
  return {
    nodes: [...equipmentNodes(plant), ...markNodes(plant, marks)],
    edges: [...leaderEdges(plant, { marks, pipes }), ...pipeEdges(plant, pipes)],
  };
}
