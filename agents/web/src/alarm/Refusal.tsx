import type { ExchangeError } from "../core/exchangeError";

/** Why a call was refused, and what to do; nothing if it was not. */
export function Refusal({ refusal }: { refusal: ExchangeError | null }) {
  if (refusal === null) return null;
  return (
    <p role="alert" className="refusal" data-testid="alarm-error">
      <b>⊘ {refusal.message}</b> {refusal.hint}
    </p>
  );
}
