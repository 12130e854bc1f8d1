import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { openAddress } from "../src/core/addressChange";
import { TwinContext } from "../src/live/twinContext";
import { addressAtMomentOf } from "../src/shell/moment";
import { MainScreen } from "../src/shell/MainScreen";
import { addressOfView, viewIn } from "../src/shell/viewAddress";
import { offlineTwin } from "./offlineTwin";
import { protectedPlant } from "./protectedPlant";
import { valueOf } from "./samples";

vi.mock("uplot", () => import("./noCurves"));

const NOON = "2026-01-01T12:00:00.000Z";
const ONE = "2026-01-01T13:00:00.000Z";
const AT_NOON = `at=${encodeURIComponent(NOON)}`;
const AT_ONE = `at=${encodeURIComponent(ONE)}`;

/** An exchange that keeps the hour from noon on. */
function answer(url: string): Promise<Response> {
  const { pathname, searchParams } = new URL(url, "http://x");
  if (!pathname.includes("/moment") && !pathname.endsWith("/span"))
    return Promise.reject(new Error("not in this test"));
  const values = [valueOf({ origin: "replay" })];
  const moment = { time: searchParams.get("at"), values, alarms: [], interlocks: [], releases: [] };
  const body = pathname.endsWith("/span") ? { first: NOON, last: ONE } : moment;
  return Promise.resolve(new Response(JSON.stringify(body)));
}

/** The screen as somebody has it who opens the page at an address. */
async function visit(hash: string): Promise<void> {
  window.location.hash = hash;
  const twin = offlineTwin();
  await act(async () => {
    render(
      <TwinContext.Provider value={{ twin, plant: protectedPlant() }}>
        <MainScreen onLogout={() => undefined} />
      </TwinContext.Provider>,
    );
  });
}

const viewShown = (): string | undefined =>
  document.querySelector<HTMLElement>("[aria-current=page][data-testid^=view-]")?.dataset["testid"];

const follow = (hash: string): Promise<void> => act(async () => openAddress(hash));

beforeEach(() => {
  vi.stubGlobal("fetch", answer);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  window.location.hash = "";
});

it("each view has an address, and what leads to one without naming it is known", () => {
  expect(viewIn("")).toBe("diagram");
  expect(viewIn("#area=loop")).toBe("diagram");
  expect(viewIn("#view=alarms")).toBe("alarms");
  expect(viewIn("#view=nonsense")).toBe("diagram");
  expect(viewIn("#branch=less")).toBe("what-if");
  expect(viewIn("#set=summer")).toBe("sets");
  expect(viewIn("#drawn=loop")).toBe("editor");
  expect(viewIn("#view=scene&drawn=loop")).toBe("scene");
});

it("place, moment and side are kept from view to view, and what only one of them shows is not", () => {
  const scene = "#view=scene&area=loop&at=x&shows=model&camera=1&select=tag:TT-1&drawn=new";
  expect(addressOfView(scene, "tags")).toBe("#view=tags&area=loop&at=x&shows=model");
  expect(addressOfView(scene, "editor")).toBe("#view=editor&area=loop&at=x&shows=model&drawn=new");
  expect(addressOfView("#view=tags&area=loop", "diagram")).toBe("#area=loop");
});

it("a view is open again after a reload, and the browser leads back to the one before", async () => {
  await visit("#area=tanks");
  fireEvent.click(screen.getByTestId("view-tags"));
  fireEvent.click(screen.getByTestId("view-alarms"));
  expect(window.location.hash).toBe("#view=alarms&area=tanks");
  cleanup();
  await visit(window.location.hash);
  expect(viewShown()).toBe("view-alarms");
  window.history.back();
  await waitFor(() => expect(viewShown()).toBe("view-tags"));
  window.history.back();
  await waitFor(() => expect(viewShown()).toBe("view-diagram"));
  expect(screen.getByTestId("area-tanks").getAttribute("aria-current")).toBe("page");
});

it("a view that needs a right which one does not have is a drawing", async () => {
  await visit("#view=audit");
  expect(viewShown()).toBe("view-diagram");
});

it("the address of a moment is followed while the page is open, there and back to live", async () => {
  await visit(`#view=tags&${AT_NOON}`);
  await waitFor(() => expect(document.documentElement.dataset["time"]).toBe("past"));
  await follow(`#view=tags&${AT_ONE}`);
  expect(screen.getByTestId("past-time").textContent).toContain(
    new Date(ONE).toLocaleString("en-GB"),
  );
  await follow("#view=tags");
  expect(document.documentElement.dataset["time"]).toBe("live");
});

it("a link stays at the moment that is shown, though it was drawn at another one", async () => {
  expect(addressAtMomentOf("#area=tanks&at=old", "#at=new")).toBe("#area=tanks&at=new");
  expect(addressAtMomentOf("#area=tanks&at=old", "")).toBe("#area=tanks");
  await visit(`#area=loop&${AT_NOON}`);
  const link = await screen.findByTestId("area-tanks");
  link.setAttribute("href", `#area=tanks&${AT_ONE}`);
  await act(async () => fireEvent.click(link));
  expect(window.location.hash).toBe(`#area=tanks&${AT_NOON}`);
});

it("a link that is opened beside the page is left to the browser", async () => {
  await visit("#area=loop");
  expect(fireEvent.click(screen.getByTestId("area-tanks"), { ctrlKey: true })).toBe(true);
  expect(fireEvent.click(screen.getByTestId("area-tanks"))).toBe(false);
});
