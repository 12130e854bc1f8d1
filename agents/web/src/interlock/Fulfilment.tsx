import type { ReactNode } from "react";

const SIGN = { true: "✓", false: "✕", null: "?" } as const;
const WORDS = { true: "fulfilled", false: "not fulfilled", null: "not known" } as const;

/** One condition, and whether it is fulfilled; null if that is not known. */
export function Fulfilment(props: { isFulfilled: boolean | null; children: ReactNode }) {
  const state = `${props.isFulfilled}` as const;
  return (
    <li className={`permissive-${state}`} data-testid="permissive">
      <b>
        <span aria-hidden="true">{SIGN[state]}</span> {WORDS[state]}
      </b>
      : {props.children}
    </li>
  );
}
