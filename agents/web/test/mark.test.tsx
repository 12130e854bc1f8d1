import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { formatAge, formatRoughAge } from "../src/core/format";
import { PlantIndex, type Tag } from "../src/core/plant";
import { steadyCondition } from "../src/core/steadyCondition";
import type { Value } from "../src/core/value";
import { TwinContext } from "../src/live/twinContext";
import { ValueMark } from "../src/mark/ValueMark";
import { offlineTwin } from "./offlineTwin";
import { plantOf, sampleOf, tagOf, valueOf } from "./samples";

afterEach(cleanup);

function marked(tag: Tag, value: Partial<Value>, far: boolean): HTMLElement {
  const twin = offlineTwin();
  act(() => twin.values.receive([valueOf({ tag: tag.name, ...value })]));
  render(
    <TwinContext.Provider value={{ twin, plant: new PlantIndex(plantOf()) }}>
      <ValueMark tag={tag} far={far} onSelect={() => undefined} />
    </TwinContext.Provider>,
  );
  return screen.getByTestId(`mark-${tag.name}`);
}

it("says from near all it knows, from far only where the value stands", async () => {
  const tag = tagOf();
  const near = marked(tag, { value: 250 }, false);
  expect(near.querySelector(".mark-number")?.textContent).toContain("250");
  expect(near.querySelector(".mark-age")?.textContent).toBe("<2 s");
  cleanup();
  const far = marked(tag, { value: 250 }, true);
  expect([far.textContent, far.querySelectorAll("[data-role=reported]").length]).toEqual(["", 1]);
  expect(far.getAttribute("aria-label")).toContain("reported 250");
});

it.each([
  [{ value: 250, quality: "bad" }, "BAD"],
  [{ value: 250, origin: "replay" }, "REPLAY"],
  [{ value: 999 }, "HH"],
] as [Partial<Value>, string][])(
  "says from far in large letters what is wrong: %o",
  (value, word) => {
    const tag = tagOf({ alarms: { high_high: 900 } });
    expect(marked(tag, value, true).querySelector(".far-word")?.textContent).toBe(word);
  },
);

it("judges a sample anew only when it reads otherwise", () => {
  const sample = sampleOf({ age_s: 0.3, receivedAt: 1000 });
  const rough = steadyCondition(sample, tagOf({ rate_s: 1 }), formatRoughAge);
  const fine = steadyCondition(sample, tagOf({ rate_s: 1 }), formatAge);
  expect(rough(2000)).toBe(rough(1000));
  expect(fine(2000)).not.toBe(fine(1000));
  expect(rough(3500)).not.toBe(rough(1000));
  expect([rough(3500).trust, rough(4000).trust]).toEqual(["good", "stale"]);
});

it.each([
  [null, "no time"],
  [1.99, "<2 s"],
  [2, "2 s"],
  [9.9, "9 s"],
  [180, "3 min"],
])("a rough age of %s reads %s", (age, text) => {
  expect(formatRoughAge(age)).toBe(text);
});
