import { useFrame, useThree } from "@react-three/fiber";
import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  type Dispatch,
  type SetStateAction,
} from "react";

import { middleOf } from "../core/scene/camera";
import type { Box } from "../core/scene/hiding";
import type { Thing, Vector } from "../core/scene/thing";
import { barLayout, type ButtonName } from "../core/xr/panelLayout";
import { barPlaceFor, type PanelPlace } from "../core/xr/panelPlace";
import type { SeenButton } from "../core/xr/sight";
import {
  aheadOf,
  inRoom,
  movedTo,
  scaledBy,
  scaleWords,
  turnedBy,
  type TableTop,
} from "../core/xr/tableTop";
import { boxAround } from "../scene/ground";
import { Board } from "./Board";
import { eyeOf, sightOf } from "./head";
import { ItemPanel } from "./ItemPanel";
import { Leader } from "./Leader";
import { SpriteLabels } from "./SpriteLabels";
import { usePanel } from "./usePanel";
import { useStick } from "./useStick";
import { useSurface } from "./useSurface";
import type { WorldProps } from "./world";

const TURN = Math.PI / 12;
const LARGER = 1.25;
const TURNS = 1.2; // rad/s at the end of a thumbstick
const GROWS = 1.5; // by e in so many seconds

const STEP = 0.005; // m; a hand that holds a phone is never still

function distanceOf(one: Vector, other: Vector): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

const same = (point: Vector): Vector => point;

/** What stands on the table is moved by its group, and stands as it was when the session ends. */
function useOnTable({ plant }: WorldProps, table: TableTop | null, middle: Vector): void {
  useEffect(() => {
    const group = plant.current;
    if (group === null || table === null) return;
    group.position.set(...inRoom(table, middle, [0, 0, 0]));
    group.rotation.set(0, table.turn, 0);
    group.scale.setScalar(table.scale);
  }, [plant, table, middle]);
  useEffect(() => {
    const group = plant.current;
    return () => {
      group?.position.set(0, 0, 0);
      group?.rotation.set(0, 0, 0);
      group?.scale.setScalar(1);
    };
  }, [plant]);
}

type SetTable = Dispatch<SetStateAction<TableTop | null>>;

interface Model {
  table: TableTop | null;
  bar: PanelPlace | null;
  isMoving: boolean;
  act: Partial<Record<ButtonName, () => void>>;
}

/** Where the model stands: one metre ahead at first, then where a surface is looked at. */
function usePlacing(
  table: TableTop | null,
  setTable: SetTable,
): Pick<Model, "bar" | "isMoving"> & {
  move: () => void;
} {
  const get = useThree((three) => three.get);
  const [bar, setBar] = useState<PanelPlace | null>(null);
  const [isWanted, setWanted] = useState(true);
  const putAt = (at: Vector): void => {
    setTable((before) => before && movedTo(before, at));
    setBar(barPlaceFor(eyeOf(get().camera), at));
  };
  useFrame(({ camera }, _, frame) => {
    if (frame === undefined) return;
    if (table === null) setTable(aheadOf(eyeOf(camera), sightOf(camera)));
    else if (bar === null) setBar(barPlaceFor(eyeOf(camera), table.at));
  });
  const found = (at: Vector): void => {
    if (table !== null && distanceOf(at, table.at) > STEP) putAt(at);
  };
  const taken = useCallback(() => setWanted(false), []);
  const { canFind } = useSurface(isWanted && table !== null, found, taken);
  const { camera } = get();
  const move = (): void => {
    if (canFind) setWanted(true);
    else putAt(aheadOf(eyeOf(camera), sightOf(camera)).at);
  };
  return { bar, isMoving: isWanted && canFind, move };
}

function useModel(): Model {
  const [table, setTable] = useState<TableTop | null>(null);
  const { move, ...placing } = usePlacing(table, setTable);
  const change = (how: (before: TableTop) => TableTop): void =>
    setTable((before) => before && how(before));
  useStick(({ right, ahead }, seconds) => {
    if (right !== 0) change((before) => turnedBy(before, right * TURNS * seconds));
    if (ahead !== 0) change((before) => scaledBy(before, Math.exp((ahead * seconds) / GROWS)));
  });
  const act = {
    left: () => change((before) => turnedBy(before, -TURN)),
    right: () => change((before) => turnedBy(before, TURN)),
    smaller: () => change((before) => scaledBy(before, 1 / LARGER)),
    larger: () => change((before) => scaledBy(before, LARGER)),
    move,
  };
  return { table, act, ...placing };
}

function Bar({ world, model }: { world: WorldProps; model: Model }) {
  const { sight, store } = world;
  const onSeen = useCallback((bar: readonly SeenButton[]) => sight.amend({ bar }), [sight]);
  const layout = useMemo(
    () => barLayout(model.table === null ? "" : scaleWords(model.table), model.isMoving),
    [model.table, model.isMoving],
  );
  if (model.bar === null) return null;
  const act = { ...model.act, leave: () => void store.getState().session?.end() };
  const onButton = (name: ButtonName): void => act[name]?.();
  return <Board kind="live" seen={same} place={model.bar} {...{ layout, onButton, onSeen }} />;
}

/** The plant as a model on a table of the room. */
export function ArWorld(world: WorldProps) {
  const { sight, texts, palette, thing } = world;
  const middle = useMemo(() => boxAround(world.model.grounds).centre, [world.model]);
  const model = useModel();
  const { table } = model;
  useOnTable(world, table, middle);
  useEffect(() => {
    if (table !== null) sight.change("ar", { at: table.at, scale: scaleWords(table) });
  }, [sight, table]);
  const place = useCallback(
    (point: Vector) => (table === null ? point : inRoom(table, middle, point)),
    [table, middle],
  );
  const boxOf = ({ centre, size }: Thing): Box => {
    const scale = table?.scale ?? 1;
    const [x, y, z] = size;
    return { centre: place(centre), size: [x * scale, y * scale, z * scale] };
  };
  const panel = usePanel(world, boxOf, JSON.stringify(table?.at));
  if (table === null) return null;
  return (
    <>
      <Bar world={world} model={model} />
      <SpriteLabels texts={texts} inRoom={place} />
      {thing !== null && panel.place !== null && (
        <>
          <Leader from={panel.place.at} to={place(middleOf(thing))} colour={palette.selected} />
          <ItemPanel
            key={thing.id}
            {...{ world, thing, place: panel.place }}
            seen={same}
            reason="set in AR"
            onClose={panel.close}
            onTurnTo={panel.turnTo}
          />
        </>
      )}
    </>
  );
}
