import { Twin } from "../src/core/twin";

/** Somebody's twin without a connection: what it knows is what a test gives it. */
export function offlineTwin(user = "ann"): Twin {
  const login = { token: "t", expires_at: "2099-01-01T00:00:00Z", user };
  return new Twin(login, {
    openSocket: () => {
      throw new Error("not in this test");
    },
    monotonic: () => performance.now(),
    nextFrame: (run) => run(),
    onDenied: () => undefined,
  });
}
