import { memo, useCallback, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from "react";

import { steady } from "../core/steady";
import type { Tag } from "../core/plant";
import { readingNow, watchReading } from "../live/readingNow";
import { useTwin } from "../live/twinContext";
import { clock } from "../live/useNow";
import { describe } from "./describe";
import { farWord } from "./farWord";
import { markClass } from "./markClass";
import type { MarkProps } from "./ValueMark";

const TICKS_OF_A_NAME = 4;

/** What is drawn of the mark itself: it is the same while its value moves. */
function useLook(tag: Tag, selected: boolean) {
  const live = useTwin();
  const look = useMemo(
    () =>
      steady(() => {
        const reading = readingNow(live, tag);
        const { trust, origin } = reading.condition;
        const className = `${markClass(reading.condition, selected)} far`;
        return { className, trust, origin: origin ?? "none", word: farWord(tag, reading) };
      }),
    [live, tag, selected],
  );
  const watch = useCallback((wake: () => void) => watchReading(live, tag, wake), [live, tag]);
  return useSyncExternalStore(watch, look);
}

/** Keeps tooltip and accessible name of a button: every two seconds, and when somebody comes to it. */
function useLateName(tag: Tag) {
  const live = useTwin();
  const button = useRef<HTMLButtonElement>(null);
  const tell = useCallback(() => {
    const text = describe(tag, readingNow(live, tag));
    button.current?.setAttribute("title", text);
    button.current?.setAttribute("aria-label", text);
  }, [live, tag]);
  useLayoutEffect(() => {
    let ticks = 0;
    tell();
    return clock.subscribe(() => {
      if (++ticks % TICKS_OF_A_NAME === 0) tell();
    });
  }, [tell]);
  return { ref: button, onPointerEnter: tell, onFocus: tell };
}

/** A mark that is too small to be read: `FarBars` draws where the value stands, this what is wrong. */
export const FarMark = memo(function FarMark({ tag, selected = false, onSelect }: MarkProps) {
  const { className, trust, origin, word } = useLook(tag, selected);
  return (
    <button
      type="button"
      {...useLateName(tag)}
      className={className}
      data-testid={`mark-${tag.name}`}
      data-trust={trust}
      data-origin={origin}
      onClick={() => onSelect(tag.name)}
    >
      {word !== "" && <b className="far-word">{word}</b>}
    </button>
  );
});
