import { useEffect, useState } from "react";

import type { Action } from "../core/contracts/vocabulary";
import { useObservable } from "./useObservable";
import { useTwin } from "./twinContext";

const PAST = "This is the past: nothing can be done about it. Go back to live.";

/** Whether what is shown is over. */
function useIsPast(): boolean {
  return useObservable(useTwin().twin.until) !== null;
}

/** Why this user may command nothing at all; what single tags forbid, the exchange tells. */
export function useForbiddenEverywhere(): string {
  const me = useObservable(useTwin().twin.me);
  if (useIsPast()) return PAST;
  return me === null || me.may.includes("command") ? "" : "You may not: no right to command.";
}

interface Known {
  tag: string;
  forbidden: string;
}

/**
 * Why this user may not do something with a tag; empty if nothing forbids it as far as is known.
 * The exchange decides when it is done; this only spares a useless try.
 */
export function useForbidden(action: Action, tag: string): string {
  const { twin } = useTwin();
  // Asked again each time that the user's own rights are read.
  const me = useObservable(twin.me);
  const isPast = useIsPast();
  const [known, setKnown] = useState<Known>({ tag, forbidden: "" });
  useEffect(() => {
    let over = false;
    twin.exchange.users.may(action, tag).then(
      ({ allowed, reason }) => {
        if (!over) setKnown({ tag, forbidden: allowed ? "" : `You may not: ${reason}.` });
      },
      () => undefined, // unreachable or refused: the header tells, and so does a try
    );
    return () => {
      over = true;
    };
  }, [twin, action, tag, me]);
  if (isPast) return PAST;
  return known.tag === tag ? known.forbidden : "";
}
