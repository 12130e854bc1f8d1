import { expect, it } from "vitest";

import { SYMBOLS } from "../src/diagram/symbols";

/** How far, in per cent of the box, a port may lie behind the edge at which its pipe leaves. */
const DEPTH = 10;

const BEHIND = {
  left: ({ x }: { x: number; y: number }) => x,
  right: ({ x }: { x: number; y: number }) => 100 - x,
  top: ({ y }: { x: number; y: number }) => y,
  bottom: ({ y }: { x: number; y: number }) => 100 - y,
};

it.each(Object.keys(SYMBOLS))(
  "the pipes of %s leave it at its edge, each at its own place",
  (kind) => {
    const ports = Object.values(SYMBOLS[kind]?.ports ?? {});
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(BEHIND[port.side](port)).toBeLessThanOrEqual(DEPTH);
    const places = ports.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  },
);
