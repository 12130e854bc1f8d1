import { expect, it } from "vitest";

import schema from "../../../schemas/twin_schemas/plant/area.schema.json";
import { SYMBOLS } from "../src/diagram/symbols";

/** How far, in per cent of the box, a port may lie behind the edge at which its pipe leaves. */
const DEPTH = 10;

const BEHIND = {
  left: ({ x }: { x: number; y: number }) => x,
  right: ({ x }: { x: number; y: number }) => 100 - x,
  top: ({ y }: { x: number; y: number }) => y,
  bottom: ({ y }: { x: number; y: number }) => 100 - y,
};

const FIXED = Object.entries(SYMBOLS).flatMap(([kind, { ports }]) =>
  ports === "along" ? [] : [{ kind, ports: Object.values(ports) }],
);

it.each(FIXED)("the pipes of $kind leave it at its edge, each at its own place", ({ ports }) => {
  expect(ports.length).toBeGreaterThan(0);
  for (const port of ports) expect(BEHIND[port.side](port)).toBeLessThanOrEqual(DEPTH);
  const places = ports.map(({ x, y }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(places.length);
});

it("every kind of equipment that a description may use has a symbol", () => {
  const kinds = schema.properties.equipment.additionalProperties.oneOf.map(
    ({ properties }) => properties.kind.const,
  );
  expect(kinds.length).toBeGreaterThan(40);
  expect(kinds.filter((kind) => SYMBOLS[kind] === undefined)).toEqual([]);
});
