import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { emergencyOf } from "../src/core/scene/emergencyWords";
import { middleOfLongest } from "../src/diagram/PipeEmergency";
import { Pipe } from "../src/diagram/Pipe";
import { EmergencyContext } from "../src/emergency/emergencyContext";
import { releaseOf } from "./samples";

afterEach(cleanup);

const POINTS = [
  { x: 0, y: 0 },
  { x: 40, y: 0 },
  { x: 40, y: 200 },
  { x: 60, y: 200 },
];

it("marks the pipe that leaks with a word in a frame, and no other", () => {
  const leak = emergencyOf(releaseOf({ place: "S-1", burning: true }));
  if (leak === null) throw new Error("the sample has changed");
  const { container } = render(
    <EmergencyContext.Provider value={[leak]}>
      <svg>
        {["S-1", "S-2"].map((id) => (
          <Pipe key={id} id={id} data={{ points: POINTS, phase: "gas" }} />
        ))}
      </svg>
    </EmergencyContext.Provider>,
  );
  const [marked, ...others] = container.querySelectorAll(".pipe-emergency");
  expect([marked?.textContent, marked?.getAttribute("transform"), others]).toEqual([
    "FIRE",
    "translate(40 100)",
    [],
  ]);
  const titles = [...container.querySelectorAll("title")].map(({ textContent }) => textContent);
  expect(titles).toEqual([`S-1: ${leak.told}`, "S-2: gas"]);
});

it("marks no pipe without a length", () => {
  expect(middleOfLongest([])).toBeNull();
  expect(middleOfLongest([{ x: 1, y: 1 }])).toBeNull();
});
