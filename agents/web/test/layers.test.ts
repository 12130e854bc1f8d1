import { describe, expect, it } from "vitest";

import {
  addressOfOpened,
  addressWithViewed,
  drawnIn,
  NOTHING,
  viewedIn,
} from "../src/core/editing/address";
import { bothIn, differencesBetween, formerPlaces, stepped } from "../src/core/editing/differences";
import { copied, moved, pasted, put, remove, setField } from "../src/core/editing/edits";
import { layersOf, membersOf, putOnLayer } from "../src/core/editing/layers";
import { rename } from "../src/core/editing/references";
import { emptySketch, sectionOf, sketchOf, type Sketch } from "../src/core/editing/sketch";

/** A tank and a pump with a steam line, an instrument and a controller. */
function drawn(): Sketch {
  const { area, description } = emptySketch("small", "Small");
  const box = { y: 100, width: 60, height: 60 };
  return sketchOf(
    area,
    {
      ...description,
      equipment: { "TK-1": { kind: "tank.liquid" }, "P-1": { kind: "pump" } },
      streams: {
        "S-1": { from: "TK-1.outlet_a", to: "P-1.inlet", phase: "liquid" },
        "S-2": { from: "P-1.outlet", to: "TK-1.inlet_a", phase: "steam" },
      },
      instruments: { "LT-1": { measures: "TK-1.level" } },
      controllers: { "LC-1": { reads: "LT-1", moves: "P-1" } },
    },
    { equipment: { "TK-1": { x: 100, ...box }, "P-1": { x: 300, ...box } } },
  );
}

describe("layers", () => {
  it("are what an element is, until the drawer says otherwise", () => {
    const sketch = putOnLayer(drawn(), ["P-1", "S-2"], "revamp");
    expect([...membersOf(layersOf(sketch))]).toEqual([
      ["equipment", ["TK-1"]],
      ["process piping", ["S-1"]],
      ["instruments", ["LT-1"]],
      ["controllers", ["LC-1"]],
      ["signal lines", ["leader:LT-1", "leader:LC-1"]],
      ["names", ["name:TK-1", "name:P-1"]],
      ["revamp", ["P-1", "S-2"]],
    ]);
    expect(layersOf(drawn()).get("S-2")).toBe("utility piping");
  });

  it("leave nothing in the layout where they are those of what an element is", () => {
    const sketch = putOnLayer(drawn(), ["P-1"], "revamp");
    expect(putOnLayer(sketch, ["P-1"], "").layout).toEqual(drawn().layout);
    expect(putOnLayer(sketch, ["P-1"], "equipment").layout).toEqual(drawn().layout);
    const same = drawn();
    expect(putOnLayer(same, ["P-1"], "equipment")).toBe(same);
  });

  it("go with an element that is renamed, copied or removed", () => {
    const sketch = putOnLayer(drawn(), ["P-1"], "TK-1");
    const renamed = rename(
      sketch,
      new Map([
        ["P-1", "P-9"],
        ["TK-1", "TK-9"],
      ]),
    );
    expect(renamed.layout.layers).toEqual({ "P-9": { layer: "TK-1" } });
    const [twice, fresh] = pasted(sketch, copied(sketch, new Set(["P-1"])), { x: 40, y: 40 });
    const [name = ""] = fresh;
    expect(twice.layout.layers).toEqual({ "P-1": { layer: "TK-1" }, [name]: { layer: "TK-1" } });
    expect(remove(sketch, ["P-1"]).layout.layers).toEqual({});
  });
});

describe("the address", () => {
  it("keeps what is hidden, locked and compared, and what else the page says", () => {
    const viewed = {
      hidden: ["instruments", "utility piping"],
      locked: ["equipment"],
      compared: { older: 3, newer: "draft" as const },
    };
    const hash = addressWithViewed("#area=shift", "small", viewed);
    expect(viewedIn(hash)).toEqual(viewed);
    expect([drawnIn(hash), new URLSearchParams(hash.slice(1)).get("area")]).toEqual([
      "small",
      "shift",
    ]);
    expect(addressWithViewed(hash, "small", NOTHING)).toBe("#area=shift&drawn=small");
    expect(viewedIn(addressOfOpened(hash, "small"))).toEqual(viewed);
    expect(viewedIn(addressOfOpened(hash, "other"))).toEqual({ ...viewed, compared: null });
    expect(viewedIn("#compare=x..2")).toEqual(NOTHING);
  });
});

describe("differences", () => {
  const old = drawn();
  const withoutTank = remove(drawn(), ["S-2"]);
  const now = setField(
    put(moved(withoutTank, new Map([["P-1", { x: 500, y: 100 }]])), "instruments", "FT-1", {
      measures: "S-1.mass_flow",
    }),
    "equipment",
    "TK-1",
    "height",
    "12 m",
  );

  it("are told element by element", () => {
    const found = differencesBetween(old, now).map(({ name, kind }) => [name, kind]);
    expect(found).toEqual([
      ["TK-1", "changed"],
      ["P-1", "moved"],
      ["S-2", "removed"],
      ["FT-1", "added"],
    ]);
    expect(differencesBetween(old, old)).toEqual([]);
    const [layered] = differencesBetween(old, putOnLayer(old, ["LT-1"], "revamp"));
    expect(layered).toMatchObject({ name: "LT-1", fields: [{ field: "layer", new: "revamp" }] });
    const titled = { ...old, description: { ...old.description, title: "Other" } };
    expect(differencesBetween(old, titled)).toMatchObject([{ name: "", section: "drawing" }]);
  });

  it("are all in one drawing, what was removed where it was", () => {
    const both = bothIn(old, now);
    expect(Object.keys(sectionOf(both, "streams")).sort()).toEqual(["S-1", "S-2"]);
    expect(both.layout.equipment["P-1"]?.x).toBe(500);
    const former = formerPlaces(old, differencesBetween(old, now));
    expect([...former.keys()]).toEqual(["P-1"]);
    expect(former.get("P-1")?.x).toBe(300);
  });

  it("are stepped through in a circle", () => {
    expect([stepped(3, -1, 1), stepped(3, 2, 1), stepped(3, 0, -1), stepped(3, -1, -1)]).toEqual([
      0, 0, 2, 2,
    ]);
    expect(stepped(0, -1, 1)).toBe(-1);
  });
});
