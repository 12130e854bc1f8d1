import { useMemo } from "react";

import { interlocksOf, sequencesOf, type Concern } from "../core/protection";
import { Part } from "../faceplate/Part";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { ResetPermissive } from "./ResetPermissive";
import { StartPermissives } from "./StartPermissives";

/** What must hold for a start, and for the reset of what is tripped; nothing if there is nothing. */
export function Permissives({ concern }: { concern: Concern }) {
  const { plant, twin } = useTwin();
  const sequences = useMemo(() => sequencesOf(plant, concern), [plant, concern]);
  const interlocks = useMemo(() => interlocksOf(plant, concern), [plant, concern]);
  const tripped = new Set(useObservable(twin.interlocks).map(({ interlock }) => interlock));
  const toReset = interlocks.filter(({ name }) => tripped.has(name));
  if (sequences.length + toReset.length === 0) return null;
  return (
    <Part title="Permissives">
      {sequences.map((each) => (
        <StartPermissives key={each.name} sequence={each} />
      ))}
      {toReset.map((each) => (
        <ResetPermissive key={each.name} interlock={each} />
      ))}
    </Part>
  );
}
