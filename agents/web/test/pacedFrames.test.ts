import { expect, it } from "vitest";

import { pacedFrames } from "../src/core/pacedFrames";

it("leaves as much time between pictures as they take", () => {
  let now = 0;
  const drawn: number[] = [];
  const waits: number[] = [];
  const frames = pacedFrames({
    monotonic: () => now,
    nextFrame: (run) => run(),
    afterPicture: (run) => {
      now += 40;
      run();
    },
    later: (run, milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
      run();
    },
  });
  const draw = (): void => frames(() => drawn.push(now));
  draw();
  now = 50;
  draw();
  now = 1_000;
  draw();
  expect(drawn).toEqual([0, 80, 1_000]);
  expect(waits).toEqual([30]);
});
