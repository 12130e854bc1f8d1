import { useState } from "react";

import { outcomeOf } from "../core/command";
import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { checkSetpoint } from "../core/setpoint";
import type { PanelSetpoint } from "../core/xr/panelContent";
import type { ButtonName } from "../core/xr/panelLayout";
import { stepped } from "../core/xr/setpointStep";
import { stageWords } from "../core/xr/stageWords";
import { useForbidden } from "../live/useForbidden";
import { useSample } from "../live/useSample";
import { useCommand } from "../setpoint/useCommand";

interface Steps {
  setpoint: PanelSetpoint;
  press: (name: ButtonName) => void;
}

function inUnit(value: number | null, tag: Tag): string {
  return `${formatNumber(value, tag)} ${formatUnit(tag.unit)}`.trim();
}

type Followed = ReturnType<typeof useCommand>;

function isUnderWay({ sent, command }: Followed): boolean {
  return sent !== null && (command === undefined || outcomeOf(command) === undefined);
}

function wordsOf(tag: Tag, { sent, command, refusal }: Followed, forbidden: string): string {
  const refused = refusal === null ? "" : `${refusal.message} ${refusal.hint}`;
  return stageWords({ tag, isSent: sent !== null, command, refusal: refused, forbidden });
}

/** A setpoint by steps, sent as the page's dialog sends one: the same request, rights and stages. */
export function useSetpointSteps(tag: Tag, reason: string): Steps {
  const current = useSample(tag.name)?.value ?? null;
  const [draft, setDraft] = useState<number | null>(null);
  const forbidden = useForbidden("command", tag.name);
  const followed = useCommand();
  const wanted = draft ?? current;
  const checked = checkSetpoint(wanted === null ? "" : String(wanted), tag, current);
  const canStep = [forbidden === "", current !== null, !isUnderWay(followed)].every(Boolean);
  const send = (): void => {
    if (checked.ok)
      void followed.send({ tag: tag.name, value: checked.value, unit: tag.unit, reason });
  };
  const step = (steps: number): void => {
    if (current !== null) setDraft(stepped(wanted ?? current, steps, tag, current));
  };
  const setpoint = {
    tag: tag.name,
    now: inUnit(current, tag),
    draft: inUnit(wanted, tag),
    stage: wordsOf(tag, followed, forbidden),
    canStep,
    canSend: canStep && wanted !== current && checked.ok,
  };
  const actions: Partial<Record<ButtonName, () => void>> = {
    send,
    up: () => step(1),
    down: () => step(-1),
  };
  return { setpoint, press: (name) => actions[name]?.() };
}
