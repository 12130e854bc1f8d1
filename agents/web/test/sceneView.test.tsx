import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { PlantIndex } from "../src/core/plant";
import type { Twin } from "../src/core/twin";
import { SelectionContext, type Selection } from "../src/diagram/selection";
import { useIsDrawn } from "../src/live/drawnSight";
import { TwinContext } from "../src/live/twinContext";
import SceneView from "../src/scene/SceneView";
import { offlineTwin } from "./offlineTwin";
import { plantOf, tagOf, valueOf } from "./samples";

const document_ = plantOf();
const plant = new PlantIndex({ ...document_, tags: [tagOf({ alarms: { high: 220 } })] });
let twin: Twin;
let chosen: Selection[];

/** A binary glTF of nodes without triangles. */
function fileOf(missing: Record<string, string>, more: string[] = []): ArrayBuffer {
  const node = (id: string, type: string, tags: string[]): object => {
    return { name: id, extras: { id, type, area: "loop", description: `the ${id}`, tags } };
  };
  const nodes = [node("R-1", "equipment", ["TT-1"]), node("S-1", "pipe", [])];
  nodes.push(...more.map((id) => node(id, "equipment", [])));
  const scenes = [{ nodes: nodes.map((_, place) => place), extras: { missing } }];
  const text = JSON.stringify({ asset: { version: "2.0" }, scene: 0, scenes, nodes });
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 4) * 4));
  const file = new ArrayBuffer(20 + json.length);
  new Uint32Array(file, 0, 5).set([0x46546c67, 2, file.byteLength, json.length, 0x4e4f534a]);
  new Uint8Array(file, 20).set(json);
  return file;
}

function answer(status: number, body: BodyInit): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
}

/** What the header asks. */
function Head() {
  return <p data-testid="head">{useIsDrawn() ? "drawn" : "live"}</p>;
}

async function show(): Promise<void> {
  const nothing = (): void => undefined;
  const context = {
    selection: null,
    selectTag: nothing,
    selectEquipment: (id: string) => chosen.push({ kind: "equipment", id }),
    selectStream: (id: string) => chosen.push({ kind: "stream", id }),
    shownArea: null,
    openArea: nothing,
    openScene: null,
    openEditor: null,
  };
  await act(async () =>
    render(
      <TwinContext.Provider value={{ twin, plant }}>
        <SelectionContext.Provider value={context}>
          <Head />
          <SceneView />
        </SelectionContext.Provider>
      </TwinContext.Provider>,
    ),
  );
}

beforeEach(() => {
  // There is no layout here: what scrolls is as high as a screen.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(900);
  twin = offlineTwin();
  chosen = [];
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("without WebGL says so, and the list is there to find, judge and choose things", async () => {
  answer(200, fileOf({ "S-9": "there is no free way for the pipe" }));
  twin.values.receive([valueOf({ value: 230 })]);
  await show();
  expect((await screen.findByTestId("scene-no-webgl")).textContent).toContain("WebGL 2 is missing");
  expect(screen.getByTestId("thing-R-1").textContent).toBe("R-1the R-1HI");
  fireEvent.click(screen.getByRole("button", { name: "S-1" }));
  fireEvent.change(screen.getByTestId("scene-search"), { target: { value: "tt-1" } });
  expect(screen.queryByTestId("thing-S-1")).toBeNull();
  fireEvent.submit(screen.getByTestId("scene-search"));
  expect(chosen).toEqual([
    { kind: "stream", id: "S-1" },
    { kind: "equipment", id: "R-1" },
  ]);
  expect(screen.getByTestId("scene-missing").textContent).toContain("S-9: there is no free way");
});

it("a scene that can not be made is told with its reason, and asked for again", async () => {
  answer(503, JSON.stringify({ error: "the scene could not be made: no memory", hint: "" }));
  await show();
  expect((await screen.findByRole("alert")).textContent).toContain("no memory");
  answer(200, fileOf({}));
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Try again" })));
  expect(await screen.findByTestId("scene")).toBeTruthy();
  expect(screen.queryByTestId("scene-missing")).toBeNull();
});

it("a drawing is told as one, follows its revisions, and says what is new, gone and left out", async () => {
  const revision = { diagram: "loop", parent: 0, author: "anna", note: "", problems: 0, time: "" };
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    const diagrams = [{ ...revision, revision: 1 }];
    const body =
      path === "/v1/diagrams" ? JSON.stringify({ diagrams }) : fileOf({ "FV-1": "cut" }, ["P-9"]);
    return Promise.resolve(new Response(body));
  });
  window.location.hash = "#view=scene&drawn=loop";
  twin.values.receive([valueOf({ value: 230 })]);
  await show();
  const banner = await screen.findByTestId("scene-drawn");
  expect(banner.textContent).toBe(
    "DRAWN, NOT RUNNING loop, revision 1 by anna: 1 new, 1 removed (X-1). It has no values.",
  );
  expect(screen.getByTestId("head").textContent).toBe("drawn");
  expect(screen.getByTestId("thing-R-1").textContent).toBe("R-1the R-1");
  expect(screen.getByTestId("thing-P-9").textContent).toBe("P-9the P-9NEW");
  expect(screen.getByTestId("scene-missing").textContent).toContain("FV-1: cut");
  await act(async () => twin.drawn.set({ ...revision, revision: 2 }));
  await vi.waitFor(() => expect(banner.textContent).toContain("revision 2"));
  expect(asked).toContain("/v1/scene.glb?diagram=loop&revision=2");
  fireEvent.click(screen.getByRole("button", { name: "R-1" }));
  expect(chosen).toEqual([]);
  fireEvent.change(screen.getByTestId("scene-drawing"), { target: { value: "" } });
  expect((await screen.findByTestId("thing-R-1")).textContent).toBe("R-1the R-1HI");
  expect(screen.queryByTestId("scene-drawn")).toBeNull();
  expect(screen.getByTestId("head").textContent).toBe("live");
});
