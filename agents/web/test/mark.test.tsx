import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { formatAge, formatRoughAge } from "../src/core/format";
import { PlantIndex, type Tag } from "../src/core/plant";
import { steadyCondition } from "../src/core/steadyCondition";
import type { Value } from "../src/core/value";
import { TwinContext } from "../src/live/twinContext";
import { FarMark } from "../src/mark/FarMark";
import { ValueMark } from "../src/mark/ValueMark";
import { offlineTwin } from "./offlineTwin";
import { plantOf, sampleOf, tagOf, valueOf } from "./samples";

afterEach(cleanup);

function marked(tag: Tag, value: Partial<Value>, Mark: typeof ValueMark) {
  const twin = offlineTwin();
  const receive = (told: Partial<Value>) =>
    act(() => twin.values.receive([valueOf({ tag: tag.name, ...told })]));
  receive(value);
  render(
    <TwinContext.Provider value={{ twin, plant: new PlantIndex(plantOf()) }}>
      <Mark tag={tag} onSelect={() => undefined} />
    </TwinContext.Provider>,
  );
  return { mark: screen.getByTestId(`mark-${tag.name}`), receive };
}

it("says from near all it knows", () => {
  const { mark } = marked(tagOf(), { value: 250 }, ValueMark);
  expect(mark.querySelector(".mark-number")?.textContent).toContain("250");
  expect(mark.querySelector(".mark-age")?.textContent).toBe("<2 s");
  expect(mark.querySelectorAll("[data-role=reported]").length).toBe(1);
});

it("has from far no text, but a name that is that of now when somebody comes to it", () => {
  const { mark, receive } = marked(tagOf(), { value: 250 }, FarMark);
  expect(mark.textContent).toBe("");
  expect(mark.getAttribute("aria-label")).toContain("reported 250");
  receive({ value: 260 });
  fireEvent.pointerEnter(mark);
  expect(mark.getAttribute("title")).toContain("reported 260");
  receive({ value: 270 });
  fireEvent.focus(mark);
  expect(mark.getAttribute("aria-label")).toContain("reported 270");
});

it("says from far what is wrong as soon as it is, and nothing any more when it is over", () => {
  const { mark, receive } = marked(tagOf(), { value: 250 }, FarMark);
  receive({ value: 250, quality: "bad" });
  expect([mark.textContent, mark.dataset.trust]).toEqual(["BAD", "bad"]);
  receive({ value: 250 });
  expect([mark.textContent, mark.dataset.trust]).toEqual(["", "good"]);
});

it.each([
  [{ value: 250, quality: "bad" }, "BAD"],
  [{ value: 250, origin: "replay" }, "REPLAY"],
  [{ value: 999 }, "HH"],
] as [Partial<Value>, string][])(
  "says from far in large letters what is wrong: %o",
  (value, word) => {
    const tag = tagOf({ alarms: { high_high: 900 } });
    expect(marked(tag, value, FarMark).mark.querySelector(".far-word")?.textContent).toBe(word);
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
