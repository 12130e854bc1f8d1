import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Login } from "../src/core/exchange";
import { LoginPage } from "../src/shell/LoginPage";

const LOGIN = { token: "t", expires_at: "2099-01-01T00:00:00Z", user: "ann" };
const PROVIDER = { name: "Plant SSO", url: "https://twin.example/v1/oidc/login" };
let calls: [string, unknown][];
let logins: Login[];
const keep = (login: Login): void => void logins.push(login);

/** What the exchange answers, by path; anything else is out of reach. */
function exchange(answers: Record<string, [number, object]>): void {
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    calls.push([path, init.body === undefined ? null : JSON.parse(init.body as string)]);
    const [status, body] = answers[path] ?? [0, {}];
    if (status === 0) return Promise.reject(new TypeError("no connection"));
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}

async function open(hash = ""): Promise<void> {
  window.location.hash = hash;
  await act(async () => {
    render(
      <StrictMode>
        <LoginPage onLogin={keep} />
      </StrictMode>,
    );
  });
}

beforeEach(() => {
  calls = [];
  logins = [];
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("offers the identity provider where the twin has one", async () => {
  exchange({ "/v1/login/ways": [200, { password: true, provider: PROVIDER }] });
  await open();
  const link = screen.getByTestId("login-provider");
  expect(link.textContent).toBe("Log in with Plant SSO");
  expect(link.getAttribute("href")).toBe(PROVIDER.url);
});

it.each([
  ["there is none", { "/v1/login/ways": [200, { password: true, provider: null }] }],
  ["the exchange does not answer", {}],
] as [string, Record<string, [number, object]>][])("offers the password when %s", async (_, of) => {
  exchange(of);
  await open();
  expect(screen.queryByTestId("login-provider")).toBeNull();
  expect(screen.getByTestId("login-submit")).toHaveProperty("disabled", false);
});

it("fetches the token of a log-in that comes back, once, and forgets its code", async () => {
  exchange({ "/v1/oidc/token": [200, LOGIN] });
  await open("#login=abc-1");
  expect(calls.filter(([path]) => path === "/v1/oidc/token")).toEqual([
    ["/v1/oidc/token", { code: "abc-1" }],
  ]);
  expect(logins).toEqual([LOGIN]);
  expect(window.location.hash).toBe("");
});

it("shows why a log-in was refused by the provider, and why a code was", async () => {
  exchange({ "/v1/oidc/token": [401, { error: "the code is too old", hint: "Begin again." }] });
  await open("#login-refused=no%20group%20of%20ann%20has%20a%20role");
  expect(screen.getByTestId("login-error").textContent).toContain("no group of ann has a role");
  expect(window.location.hash).toBe("");
  cleanup();
  await open("#login=old");
  expect(screen.getByTestId("login-error").textContent).toContain("Begin again.");
  expect(logins).toEqual([]);
});

it("shows why a password was refused", async () => {
  exchange({ "/v1/login": [401, { error: "wrong password", hint: "Look at the keyboard." }] });
  await open();
  fireEvent.change(screen.getByTestId("login-username"), { target: { value: "ann" } });
  fireEvent.change(screen.getByTestId("login-password"), { target: { value: "x" } });
  await act(async () => fireEvent.click(screen.getByTestId("login-submit")));
  expect(screen.getByTestId("login-error").textContent).toContain("Look at the keyboard.");
});
