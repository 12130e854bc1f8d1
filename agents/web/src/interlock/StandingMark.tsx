import type { Standing } from "../core/standing";

const SIGN: Record<Standing, string> = {
  tripped: "■",
  beyond: "▲",
  near: "△",
  inside: "–",
  unknown: "?",
};

const WORDS: Record<Standing, string> = {
  tripped: "tripped",
  beyond: "beyond its limit",
  near: "near its limit",
  inside: "not tripped",
  unknown: "value not known",
};

/** How an interlock stands, in shape, words and colour. */
export function StandingMark({ standing }: { standing: Standing }) {
  return (
    <b className={`standing standing-${standing}`}>
      <span aria-hidden="true">{SIGN[standing]}</span> {WORDS[standing]}
    </b>
  );
}
