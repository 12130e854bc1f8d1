import { useMemo, useSyncExternalStore } from "react";

import { areaState } from "../core/areaState";
import { steady } from "../core/steady";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { clock } from "../live/useNow";
import { alarmCounts, type AlarmCounts } from "./alarmCounts";

/** What an overview tells of an area, or of the whole plant. */
export interface Sight {
  alarms: AlarmCounts;
  /** False while alarms may be missing. */
  isComplete: boolean;
  /** Tags that are bad, stale or missing. */
  distrusted: number;
  /** Interlocks. */
  tripped: number;
}

/** Everything is told of the whole plant if no area is named. */
const isOf = (area: string | null, where: string | undefined): boolean =>
  area === null || area === where;

function useAlarmCounts(area: string | null): AlarmCounts {
  const { alarms } = useTwin().twin;
  const count = useMemo(
    () => steady(() => alarmCounts(alarms.get().filter((alarm) => isOf(area, alarm.area)))),
    [alarms, area],
  );
  return useSyncExternalStore(alarms.subscribe, count);
}

/** Judged with the clock, as tags grow stale by themselves. */
function useDistrusted(area: string | null): number {
  const { twin, plant } = useTwin();
  const tags = useMemo(() => plant.plant.tags.filter((tag) => isOf(area, tag.area)), [plant, area]);
  return useSyncExternalStore(
    clock.subscribe,
    () => areaState(tags, twin.values, clock.get()).distrusted,
  );
}

function useTripped(area: string | null): number {
  const { twin, plant } = useTwin();
  const { interlocks } = twin;
  const count = (): number =>
    interlocks.get().filter(({ tag }) => isOf(area, plant.tags.get(tag)?.area)).length;
  return useSyncExternalStore(interlocks.subscribe, count);
}

/** What is to be told of an area, or of all; draws again only when that changes. */
export function useSight(area: string | null): Sight {
  const isComplete = useObservable(useTwin().twin.alarms.complete);
  const alarms = useAlarmCounts(area);
  const distrusted = useDistrusted(area);
  const tripped = useTripped(area);
  return { alarms, isComplete, distrusted, tripped };
}
