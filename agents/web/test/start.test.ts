import { afterEach, expect, it, vi } from "vitest";

import { Exchange } from "../src/core/exchange";
import type { Plant } from "../src/core/plant";
import type { Socket } from "../src/core/stream";
import { Twin } from "../src/core/twin";
import { plantOf } from "./samples";

afterEach(() => vi.unstubAllGlobals());

function starting(plant: () => Promise<Plant>) {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("away")));
  const socket = { send: () => undefined, close: () => undefined } as unknown as Socket;
  const exchange = new Exchange("t", () => undefined);
  const asked = vi.spyOn(exchange, "plant").mockImplementation(plant);
  const login = { token: "t", expires_at: "2099-01-01T00:00:00Z", user: "ann" };
  const surroundings = {
    openSocket: () => socket,
    monotonic: () => performance.now(),
    nextFrame: (run: () => void) => run(),
    onDenied: () => undefined,
  };
  const twin = new Twin(login, surroundings, exchange);
  const started = twin.start();
  const hear = () => socket.onmessage?.({ data: '{"type": "heartbeat", "time": ""}' });
  return { twin, asked, started, hear };
}

it("asks for the plant once though log-in and stream begin to read at the same time", async () => {
  let tell: (plant: Plant) => void = () => undefined;
  const { twin, asked, started, hear } = starting(() => new Promise((told) => (tell = told)));
  hear();
  tell(plantOf());
  await started;
  expect(asked).toHaveBeenCalledTimes(1);
  expect(twin.plant.get()?.plant.title).toBe("Small plant");
});

it("asks again after the exchange was away", async () => {
  let isAway = true;
  const { twin, asked, started, hear } = starting(() =>
    isAway ? Promise.reject(new Error("away")) : Promise.resolve(plantOf()),
  );
  await started;
  expect([twin.plant.get(), twin.problem.get()]).toEqual([null, "away"]);
  isAway = false;
  hear();
  await vi.waitFor(() => expect(twin.plant.get()).not.toBeNull());
  expect(asked).toHaveBeenCalledTimes(2);
  twin.close();
});
