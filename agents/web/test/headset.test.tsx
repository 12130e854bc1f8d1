import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { SightOfHeadset } from "../src/core/xr/sight";
import { HeadsetSight } from "../src/scene/HeadsetSight";
import { HeadsetTools } from "../src/scene/HeadsetTools";
import type { Headset, HeadsetOffer } from "../src/scene/useHeadset";

const headset = {} as Headset;

function offerOf(changes: Partial<HeadsetOffer>): HeadsetOffer {
  const nothing = { kind: null, problem: "", sight: new SightOfHeadset(), headset: null };
  return { support: null, enter: vi.fn(), leave: vi.fn(), ...nothing, ...changes };
}

afterEach(cleanup);

it("without a headset the reason is told once, and nothing can be entered", () => {
  const support = { vr: "this browser has no WebXR", ar: "this browser has no WebXR" };
  render(<HeadsetTools offer={offerOf({ support })} />);
  expect(screen.getByTestId("xr-missing").textContent).toBe(
    "No VR or AR: this browser has no WebXR",
  );
  expect(screen.queryByRole("button")).toBeNull();
});

it("a headset that only does VR is entered once its code is here, and left again", () => {
  const support = { vr: "", ar: "nothing over the room" };
  const offer = offerOf({ support });
  const { rerender } = render(<HeadsetTools offer={offer} />);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Enter VR" }).disabled).toBe(true);
  rerender(<HeadsetTools offer={{ ...offer, headset }} />);
  fireEvent.click(screen.getByRole("button", { name: "Enter VR" }));
  expect(offer.enter).toHaveBeenCalledWith("vr");
  expect(screen.getByTestId("xr-missing").textContent).toBe("No AR: nothing over the room");
  rerender(<HeadsetTools offer={{ ...offer, headset, kind: "vr" }} />);
  fireEvent.click(screen.getByRole("button", { name: "Leave VR" }));
  expect(offer.leave).toHaveBeenCalled();
});

it("the page tells what is seen in the headset, and nothing once it is taken off", () => {
  const sight = new SightOfHeadset();
  render(<HeadsetSight sight={sight} />);
  act(() => sight.amend({ item: "R-1" })); // of no session
  expect(screen.queryByTestId("xr-sight")).toBeNull();
  act(() => sight.change("vr", { at: [1, 0, 2] }));
  act(() => sight.amend({ item: "R-1", lines: ["TT-1 210 °C"], stage: "written" }));
  const told = screen.getByTestId("xr-sight");
  expect(told.dataset).toMatchObject({ at: "1.000 0.000 2.000", item: "R-1", stage: "written" });
  expect(screen.getByRole("status").textContent).toBe("In the plant: R-1");
  expect(told.textContent).toContain("TT-1 210 °C");
  act(() => sight.set(null));
  expect(screen.queryByTestId("xr-sight")).toBeNull();
});
