import { expect, it } from "vitest";

import { decodeMessage } from "../src/core/streamMessage";

const head = { type: "values", time: "2026-11-29T10:00:00.000Z", conflated: 0 };

it("gives each value of a group what it shares with the others, and its own where both tell", () => {
  const shared = { quality: "good", age_s: 0.1 };
  const groups = [
    { shared, values: ["FT-1", "FT-2"].map((tag) => ({ tag, value: 1 })) },
    { shared: {}, values: [{ tag: "TT-1", value: null, quality: "bad", age_s: 9 }] },
  ];
  expect(decodeMessage(JSON.stringify({ ...head, groups }))).toEqual({
    ...head,
    values: [
      { tag: "FT-1", value: 1, ...shared },
      { tag: "FT-2", value: 1, ...shared },
      { tag: "TT-1", value: null, quality: "bad", age_s: 9 },
    ],
  });
});

it("takes values without groups as they are, and refuses what has neither", () => {
  const values = [{ tag: "FT-1", value: 1, age_s: 0 }];
  expect(decodeMessage(JSON.stringify({ ...head, values }))).toEqual({ ...head, values });
  expect(decodeMessage(JSON.stringify(head))).toBeNull();
  expect(decodeMessage(JSON.stringify({ ...head, groups: 7 }))).toBeNull();
});
