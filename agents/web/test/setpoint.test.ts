import { describe, expect, it } from "vitest";

import { checkSetpoint } from "../src/core/setpoint";
import { tagOf } from "./samples";

const tag = tagOf({ low: 190, high: 230, max_step: 15 });

describe("checkSetpoint", () => {
  it.each(["", "abc", "1e999", "12 000", "NaN"])("refuses %j, which is no number", (text) => {
    expect(checkSetpoint(text, tag, 210)).toEqual({ ok: false, problem: "Enter a number." });
  });

  it.each([
    ["210.5", 210.5],
    ["210,5", 210.5],
    [" 225 ", 225],
  ])("accepts %j", (text, value) => {
    expect(checkSetpoint(text, tag, 210)).toEqual({ ok: true, value });
  });

  it("names the range and the largest step", () => {
    expect(checkSetpoint("231", tag, 225)).toMatchObject({
      problem: expect.stringContaining("190.00 to 230.00 °C"),
    });
    expect(checkSetpoint("226", tag, 210)).toMatchObject({
      problem: expect.stringContaining("at most 15 °C"),
    });
  });

  it("leaves the step to the commander while the present value is unknown", () => {
    expect(checkSetpoint("226", tag, null)).toMatchObject({ ok: true });
  });
});
