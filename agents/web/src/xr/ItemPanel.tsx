import { useCallback, useEffect, useState } from "react";

import type { Thing, Vector } from "../core/scene/thing";
import type { Tag } from "../core/plant";
import { neighbourOf, setpointsOf, tagsOf } from "../core/xr/itemOrder";
import { linesOf, pageOf, rowOf, type PanelContent } from "../core/xr/panelContent";
import { panelLayout, type ButtonName } from "../core/xr/panelLayout";
import type { PanelPlace } from "../core/xr/panelPlace";
import { provenanceOf } from "../core/xr/provenance";
import type { SeenButton } from "../core/xr/sight";
import { useNow } from "../live/useNow";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { Board } from "./Board";
import { useSetpointSteps } from "./useSetpointSteps";
import type { WorldProps } from "./world";

interface ItemPanelProps {
  world: WorldProps;
  thing: Thing;
  place: PanelPlace;
  seen: (point: Vector) => Vector;
  /** Kept in the record of what is sent. */
  reason: string;
  onClose: () => void;
  /** To another item, without moving the panel. */
  onTurnTo: (thing: Thing) => void;
}

type Base = Omit<PanelContent, "setpoint" | "setpointPage">;

/** All but the setpoint, twice a second. */
function useBase(thing: Thing, page: number, variable: string): Base {
  const { twin, plant } = useTwin();
  const now = useNow();
  const until = useObservable(twin.until);
  const isHearing = useObservable(twin.stream.link) === "open";
  const { isTraining } = twin;
  const { shown, name } = pageOf(tagsOf(thing, plant), page);
  const samples = shown.flatMap((tag) => twin.values.get(tag.name) ?? []);
  return {
    title: thing.id,
    purpose: thing.description,
    provenance: provenanceOf(samples, { until, isHearing, isTraining }),
    rows: shown.map((tag) => rowOf(tag, twin.values, now)),
    page: name,
    variable,
  };
}

interface ShownProps extends ItemPanelProps {
  content: PanelContent;
  onButton: (name: ButtonName) => void;
}

function Shown({ world, content, place, seen, onButton }: ShownProps) {
  const { sight } = world;
  const onSeen = useCallback((buttons: readonly SeenButton[]) => sight.amend({ buttons }), [sight]);
  const told = JSON.stringify(linesOf(content));
  const { title, setpoint } = content;
  const stage = setpoint?.stage ?? "";
  useEffect(() => {
    sight.amend({ item: title, stage, lines: JSON.parse(told) as string[] });
  }, [sight, title, stage, told]);
  useEffect(() => () => sight.amend({ item: "", stage: "", lines: [], buttons: [] }), [sight]);
  const kind = content.provenance.kind;
  return <Board layout={panelLayout(content)} {...{ kind, place, seen, onButton, onSeen }} />;
}

type LoopProps = Omit<ShownProps, "content"> & { base: Base; tag: Tag; setpointPage: string };

function WithSetpoint({ base, tag, setpointPage, ...props }: LoopProps) {
  const { setpoint, press } = useSetpointSteps(tag, props.reason);
  const content = { ...base, setpoint, setpointPage };
  const onButton = (name: ButtonName): void =>
    ["down", "up", "send"].includes(name) ? press(name) : props.onButton(name);
  return <Shown {...props} content={content} onButton={onButton} />;
}

/** The panel of an item: what it is, what is measured, and its setpoints. */
export function ItemPanel(props: ItemPanelProps) {
  const { world, thing, onClose, onTurnTo } = props;
  const { plant } = useTwin();
  const [page, setPage] = useState(0);
  const [loop, setLoop] = useState(0);
  const base = useBase(thing, page, world.variable?.name ?? "");
  const { shown: setpoints, name: setpointPage } = pageOf(setpointsOf(thing, plant), loop, 1);
  const turn = (by: 1 | -1): void => onTurnTo(neighbourOf(thing, world.model.things, by));
  const colour = (): void => {
    const at = world.variables.findIndex((each) => each === world.variable);
    world.onVariable(world.variables[at + 1]?.name ?? "");
  };
  const actions: Partial<Record<ButtonName, () => void>> = {
    close: onClose,
    next: () => turn(1),
    previous: () => turn(-1),
    rows: () => setPage(page + 1),
    loop: () => setLoop(loop + 1),
    leave: () => void world.store.getState().session?.end(),
    colour,
  };
  const onButton = (name: ButtonName): void => actions[name]?.();
  const tag = setpoints[0];
  if (tag === undefined)
    return (
      <Shown {...props} {...{ onButton }} content={{ ...base, setpoint: null, setpointPage }} />
    );
  return <WithSetpoint key={tag.name} {...props} {...{ base, tag, setpointPage, onButton }} />;
}
