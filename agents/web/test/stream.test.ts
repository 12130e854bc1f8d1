import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Stream, type Socket } from "../src/core/stream";
import type { StreamMessage } from "../src/core/streamMessage";

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  sent: string[] = [];
  closed = false;
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
}

const HEARTBEAT = '{"type":"heartbeat","time":"2026-01-01T00:00:00Z"}';
let sockets: FakeSocket[];
let received: StreamMessage[];
let stream: Stream;

function latest(): FakeSocket {
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error("no socket was opened");
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  [sockets, received] = [[], []];
  stream = new Stream({
    open: () => {
      sockets.push(new FakeSocket());
      return latest();
    },
    token: "secret",
    receive: (message) => received.push(message),
    monotonic: () => Date.now(),
  });
  stream.start();
});

afterEach(() => {
  stream.close();
  vi.useRealTimers();
});

describe("Stream", () => {
  it("sends its token first and is open after the first message", () => {
    latest().onopen?.();
    expect(JSON.parse(latest().sent[0] ?? "")).toEqual({
      token: "secret",
      subscribe: ["*"],
      rate_hz: 10,
      changes: true,
    });
    expect(stream.link.get()).toBe("connecting");
    latest().onmessage?.({ data: HEARTBEAT });
    expect(stream.link.get()).toBe("open");
  });

  it("is lost within two and a half seconds of silence, though the socket is open", () => {
    latest().onmessage?.({ data: HEARTBEAT });
    vi.advanceTimersByTime(1900);
    expect(stream.link.get()).toBe("open");
    vi.advanceTimersByTime(500);
    expect(stream.link.get()).toBe("lost");
    expect(sockets[0]?.closed).toBe(true);
  });

  it("hears what came while the screen was busy before it calls that silence", () => {
    latest().onmessage?.({ data: HEARTBEAT });
    vi.setSystemTime(Date.now() + 5000);
    vi.advanceTimersByTime(200);
    expect(stream.link.get()).toBe("open");
    latest().onmessage?.({ data: HEARTBEAT });
    vi.advanceTimersByTime(400);
    expect(stream.link.get()).toBe("open");
    vi.setSystemTime(Date.now() + 5000);
    vi.advanceTimersByTime(400);
    expect(stream.link.get()).toBe("lost");
  });

  it("connects again by itself, waiting longer each time", () => {
    const openedAt: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      const opened = sockets.length;
      latest().onclose?.();
      const lostAt = Date.now();
      while (sockets.length === opened) vi.advanceTimersByTime(50);
      openedAt.push(Date.now() - lostAt);
    }
    expect(openedAt).toEqual([...openedAt].sort((a, b) => a - b));
    expect(openedAt.at(-1)).toBeGreaterThan(2 * (openedAt[0] ?? Infinity));
    latest().onmessage?.({ data: HEARTBEAT });
    expect(stream.link.get()).toBe("open");
  });

  it("counts what it can not decode and goes on", () => {
    for (const data of [
      "{",
      '{"type":"values"}',
      '{"type":"nonsense"}',
      '{"type":"values","values":NaN}',
    ])
      latest().onmessage?.({ data });
    expect(stream.rejected.get()).toBe(4);
    expect(received).toEqual([]);
    latest().onmessage?.({ data: HEARTBEAT });
    expect(received).toHaveLength(1);
  });

  it("opens nothing any more once closed", () => {
    latest().onclose?.();
    stream.close();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(stream.link.get()).toBe("closed");
  });
});
