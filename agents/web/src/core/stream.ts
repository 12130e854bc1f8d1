/** The live connection: subscribes, watches for silence, reconnects with backoff. */

import { Backoff } from "./backoff";
import { Observable } from "./observable";
import { decodeMessage, type StreamMessage } from "./streamMessage";

export type Link = "connecting" | "open" | "lost" | "closed";

/** Silence after which the connection counts as lost, whatever the socket says. */
export const SILENCE_MS = 2000;
const WATCH_MS = 200;
/** A look that comes so late has waited for the screen's own work. */
const BUSY_MS = 3 * WATCH_MS;
const RATE_HZ = 10;

/** The part of a browser WebSocket that is used. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

export interface StreamOptions {
  open: () => Socket;
  token: string;
  receive: (message: StreamMessage) => void;
  /** Milliseconds of a clock that never goes back. */
  monotonic: () => number;
}

export class Stream {
  readonly link = new Observable<Link>("connecting");
  /** Messages that could not be decoded; shown, never dropped in silence. */
  readonly rejected = new Observable(0);
  private socket: Socket | null = null;
  private heardAt: number;
  private watchedAt: number;
  private readonly backoff = new Backoff();
  private watch: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: StreamOptions) {
    this.heardAt = this.watchedAt = options.monotonic();
  }

  start(): void {
    this.watchedAt = this.options.monotonic();
    this.watch = setInterval(() => this.listenForSilence(), WATCH_MS);
    this.connect();
  }

  close(): void {
    clearInterval(this.watch);
    clearTimeout(this.retry);
    this.abandon();
    this.link.set("closed");
  }

  private connect(): void {
    this.retry = undefined;
    this.heardAt = this.options.monotonic();
    const socket = this.options.open();
    this.socket = socket;
    const { token } = this.options;
    socket.onopen = () =>
      socket.send(JSON.stringify({ token, subscribe: ["*"], rate_hz: RATE_HZ, changes: true }));
    socket.onmessage = (event) => this.hear(String(event.data));
    socket.onclose = () => this.lose();
  }

  private hear(text: string): void {
    this.heardAt = this.options.monotonic();
    const message = decodeMessage(text);
    if (message === null) {
      this.rejected.set(this.rejected.get() + 1);
      return;
    }
    if (message.type !== "error") {
      this.backoff.reset();
      this.link.set("open");
    }
    this.options.receive(message);
  }

  private listenForSilence(): void {
    const now = this.options.monotonic();
    // Who was busy has not listened: what came meanwhile is heard before the next look.
    const wasBusy = now - this.watchedAt > BUSY_MS;
    this.watchedAt = now;
    const silent = now - this.heardAt > SILENCE_MS;
    if (this.socket !== null && silent && !wasBusy) this.lose();
  }

  private lose(): void {
    this.abandon();
    this.link.set("lost");
    this.retry ??= setTimeout(() => this.connect(), this.backoff.next());
  }

  private abandon(): void {
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
