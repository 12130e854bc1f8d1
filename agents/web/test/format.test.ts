import { describe, expect, it } from "vitest";

import { formatAge, formatNumber, formatSubstance, formatUnit } from "../src/core/format";
import { tagOf } from "./samples";

describe("formatting", () => {
  it.each([
    [0, 350, 207.349, "207.3"],
    [0, 80, 50.2849, "50.28"],
    [0, 12000, 8918.4, "8918"],
    [0, 5, 1.4551, "1.455"],
    [-50, 50, -0.0001, "0.0"],
  ])("in the range %s to %s, %s reads %s", (low, high, value, text) => {
    expect(formatNumber(value, tagOf({ low, high }))).toBe(text);
  });

  it("shows the state of a mode, and a dash for nothing", () => {
    const mode = tagOf({ low: 0, high: 1, states: ["MAN", "AUTO"] });
    expect(formatNumber(1, mode)).toBe("AUTO");
    expect(formatNumber(null, mode)).toBe("—");
    expect(formatNumber(Number.NaN, tagOf())).toBe("—");
  });

  it.each([
    [null, "no time"],
    [0.44, "0.4 s"],
    [12.2, "12 s"],
    [180, "3 min"],
    [7300, "2 h"],
  ])("an age of %s reads %s", (age, text) => {
    expect(formatAge(age)).toBe(text);
  });

  it("writes units and substances as on instruments", () => {
    expect(["degC", "m^3/h", "1", "bar"].map(formatUnit)).toEqual(["°C", "m³/h", "", "bar"]);
    expect(formatSubstance("CH3OH")).toBe("CH₃OH");
  });
});
