import { useCallback, useEffect, useMemo, useState } from "react";

import { noteAddress, onAddressChange } from "../core/addressChange";
import type { Revision } from "../core/diagramCalls";
import { drawnIn } from "../core/editing/address";
import { addressOfDrawn } from "../core/scene/address";
import { withNewest } from "../core/scene/drawn";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

export interface Drawing {
  /** The newest revision of each diagram that somebody has drawn. */
  revisions: readonly Revision[];
  /** Name of the diagram that is to be shown; empty for the plant as it runs. */
  name: string;
  /** Its newest revision; null for the plant as it runs, and until it is known. */
  wanted: Revision | null;
  choose: (name: string) => void;
}

/** Which drawing the scene shows, if any; a new revision is known as soon as the stream tells. */
export function useDrawing(): Drawing {
  const { twin } = useTwin();
  const told = useObservable(twin.drawn);
  const link = useObservable(twin.stream.link);
  const [read, setRead] = useState<readonly Revision[]>([]);
  const [name, setName] = useState(() => drawnIn(window.location.hash));
  useEffect(() => {
    // What was drawn while nothing was heard is read; an exchange that is away shows in the header.
    void twin.exchange.diagrams.all().then(setRead, () => undefined);
  }, [twin, link, told]);
  useEffect(() => onAddressChange(() => setName(drawnIn(window.location.hash))), []);
  const revisions = useMemo(() => withNewest(read, told === null ? [] : [told]), [read, told]);
  const choose = useCallback((next: string) => {
    noteAddress(addressOfDrawn(window.location.hash, next));
    setName(next);
  }, []);
  const wanted = revisions.find(({ diagram }) => diagram === name) ?? null;
  return { revisions, name, wanted, choose };
}
