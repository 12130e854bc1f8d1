/** Setpoints which wait for a second person, fed by the stream and by `GET /v1/approvals`. */

import { PROGRESS_STATES, type CommandEvent, type CommandState } from "./command";
import { Observable } from "./observable";

/** A setpoint which waits, as the exchange tells it. */
export interface ApprovalEvent {
  request_id: string;
  tag: string;
  value: number;
  unit: string;
  author: string;
  reason: string;
  /** Why the tag needs a second person. */
  critical: string;
  /** Seconds until it is refused. */
  left_s: number;
}

/** The same, with the monotonic time in milliseconds at which it is refused. */
export interface Approval extends ApprovalEvent {
  endsAt: number;
}

// A stage comes by another topic than the approval that it leads to, and so perhaps after it.
const NOT_BEHIND: readonly CommandState[] = PROGRESS_STATES.slice(
  0,
  PROGRESS_STATES.indexOf("awaiting_approval") + 1,
);

export class Approvals extends Observable<readonly Approval[]> {
  constructor(private readonly monotonic: () => number) {
    super([]);
  }

  find(requestId: string | undefined): Approval | undefined {
    return this.get().find((approval) => approval.request_id === requestId);
  }

  /** Those which this user did not ask for, and so may decide. */
  static decidable(waiting: readonly Approval[], user: string): Approval[] {
    return waiting.filter((approval) => approval.author !== user);
  }

  /** Replace all by what the exchange lists now. */
  read(events: readonly ApprovalEvent[]): void {
    this.put(events.map((event) => this.dated(event)));
  }

  add(event: ApprovalEvent): void {
    this.put([...this.without(event.request_id), this.dated(event)]);
  }

  /** A stage behind the wait ends it. */
  advance({ request_id, state }: CommandEvent): void {
    if (!NOT_BEHIND.includes(state) && this.find(request_id) !== undefined)
      this.put(this.without(request_id));
  }

  private without(requestId: string): Approval[] {
    return this.get().filter((approval) => approval.request_id !== requestId);
  }

  private dated(event: ApprovalEvent): Approval {
    return { ...event, endsAt: this.monotonic() + 1000 * event.left_s };
  }

  private put(approvals: Approval[]): void {
    this.set([...approvals].sort((a, b) => a.endsAt - b.endsAt));
  }
}
