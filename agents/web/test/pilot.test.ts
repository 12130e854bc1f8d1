import { PerspectiveCamera } from "three";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { EYES } from "../src/core/scene/walk";
import { Pilot } from "../src/scene/pilot";

let canvas: HTMLElement;
let camera: PerspectiveCamera;
let pilot: Pilot;
let rests: number;

function press(type: "keydown" | "keyup", code: string): void {
  canvas.dispatchEvent(new KeyboardEvent(type, { code, cancelable: true }));
}

beforeEach(() => {
  vi.useFakeTimers();
  canvas = document.createElement("div");
  document.body.append(canvas);
  camera = new PerspectiveCamera();
  rests = 0;
  pilot = new Pilot(
    camera,
    canvas,
    () => undefined,
    () => (rests += 1),
  );
  pilot.fly({ at: [0, 30, 40], target: [0, 0, 0] }, true);
  pilot.advance();
});

afterEach(() => {
  pilot.dispose();
  canvas.remove();
  vi.useRealTimers();
});

it("a flight ends where it should, in two frames if there are no more", () => {
  pilot.fly({ at: [9, 3, 9], target: [9, 0, 0] }, false);
  vi.advanceTimersByTime(5000);
  expect(pilot.advance()).toBe(true);
  expect(rests).toBe(1);
  vi.advanceTimersByTime(5000);
  expect(pilot.advance()).toBe(false);
  expect(rests).toBe(2);
  expect(camera.position.toArray()).toEqual([9, 3, 9]);
});

it("a step is as long as the key was down, even if nothing was drawn meanwhile", () => {
  pilot.go("walk");
  press("keydown", "KeyW");
  vi.advanceTimersByTime(400);
  press("keyup", "KeyW");
  expect(camera.position.y).toBe(EYES);
  expect(camera.position.z).toBeCloseTo(40 - 2);
  expect(rests).toBe(2);
  expect(pilot.advance()).toBe(false);
});

it("walks from frame to frame while a key is down, and not when one orbits", () => {
  press("keydown", "KeyW");
  expect(pilot.advance()).toBe(false);
  press("keyup", "KeyW");
  pilot.go("walk");
  press("keydown", "KeyD");
  vi.advanceTimersByTime(100);
  expect(pilot.advance()).toBe(true);
  vi.advanceTimersByTime(100);
  expect(pilot.advance()).toBe(true);
  expect(camera.position.x).toBeCloseTo(1);
  press("keyup", "KeyD");
  expect(pilot.advance()).toBe(false);
});
