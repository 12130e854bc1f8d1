/** Alarms that are not normal, most urgent first, fed by the stream and by `GET /v1/alarms`. */

import { awaitsAcknowledgement, byUrgency, isOlder, type AlarmEvent } from "./alarmEvent";
import { Observable } from "./observable";

interface Known {
  event: AlarmEvent;
  /** Its place in the order in which things were asked and heard. */
  heardAs: number;
}

export class AlarmList extends Observable<readonly AlarmEvent[]> {
  /** False while alarms may be missing here: before they have been read since the link opened. */
  readonly complete = new Observable(false);
  // Normal ones are remembered as well, or an older message could bring them back.
  private known = new Map<string, Known>();
  private order = 0;
  private readAs = 0;
  private doubtedAs = 0;
  private hearing = false;

  constructor() {
    super([]);
  }

  /** Those which nobody has acknowledged yet. */
  static unacknowledged(alarms: readonly AlarmEvent[]): AlarmEvent[] {
    return alarms.filter(awaitsAcknowledgement);
  }

  /** Take one change from the stream, unless something newer is known. */
  hear(event: AlarmEvent): void {
    const known = this.known.get(event.alarm);
    if (known !== undefined && isOlder(event, known.event)) return;
    this.known.set(event.alarm, { event, heardAs: ++this.order });
    this.show();
  }

  /** Replace all by what the exchange lists; what the stream tells meanwhile is kept. */
  async read(list: () => Promise<AlarmEvent[]>): Promise<void> {
    const askedAs = ++this.order;
    this.replace(await list(), askedAs);
    if (this.hearing && askedAs > this.doubtedAs) this.complete.set(true);
  }

  /** Messages may have been lost: what was read before is not complete, nor what is read unheard. */
  doubt(hearing: boolean): void {
    this.hearing = hearing;
    this.doubtedAs = ++this.order;
    this.complete.set(false);
  }

  private replace(events: readonly AlarmEvent[], askedAs: number): void {
    // Of two readings that overlap, the one asked first may be answered last.
    if (askedAs < this.readAs) return;
    this.readAs = askedAs;
    const heardSince = [...this.known].filter(([, known]) => known.heardAs > askedAs);
    this.known = new Map(events.map((event) => [event.alarm, { event, heardAs: askedAs }]));
    for (const [alarm, heard] of heardSince) {
      const listed = this.known.get(alarm)?.event;
      if (listed === undefined || !isOlder(heard.event, listed)) this.known.set(alarm, heard);
    }
    this.show();
  }

  private show(): void {
    const events = [...this.known.values()].map(({ event }) => event);
    this.set(events.filter(({ state }) => state !== "normal").sort(byUrgency));
  }
}
