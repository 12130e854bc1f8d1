import { formatLeft } from "../core/format";
import { useNow } from "../live/useNow";

/** Minutes and seconds until a monotonic time, counting down. */
export function TimeLeft({ endsAt }: { endsAt: number }) {
  return (
    <span className="time-left" role="timer" data-testid="time-left">
      {formatLeft(endsAt - useNow())}
    </span>
  );
}
