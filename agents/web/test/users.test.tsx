import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Action } from "../src/core/contracts/vocabulary";
import { PlantIndex } from "../src/core/plant";
import { decodeMessage } from "../src/core/streamMessage";
import type { Twin } from "../src/core/twin";
import { NO_LIMITS, rightInWords, rightOf, type Me, type User } from "../src/core/users";
import { TagFaceplate } from "../src/faceplate/TagFaceplate";
import { TwinContext } from "../src/live/twinContext";
import { viewsFor } from "../src/shell/view";
import { ApprovalsView } from "../src/views/ApprovalsView";
import { UsersView } from "../src/views/UsersView";
import { plantOf, tagOf } from "./samples";
import { offlineTwin } from "./offlineTwin";

const ROLES = [
  { role: "viewer", rights: [{ action: "read", tags: "*", origin: "*" }] },
  { role: "operator", rights: [{ action: "command", tags: "*", origin: "operator" }] },
];
const RIGHT = { action: "command" as const, tags: "FIC-1*", origin: "*", low: 10, high: 20 };

function userOf(changes: Partial<User> = {}): User {
  return {
    user: "ann",
    roles: ["viewer"],
    rights: [RIGHT],
    disabled: false,
    identity: null,
    sessions: 1,
    changed: "2026-01-01T00:00:00Z",
    ...changes,
  };
}

function meOf(...may: Action[]): Me {
  return { user: "admin", roles: [], may, session: "s-own" };
}

function sessionOf(session: string, user: string) {
  const [began, expires] = ["2026-01-01T00:00:00Z", "2026-01-01T12:00:00Z"];
  return { session, user, client: "127.0.0.1", began, expires };
}

let twin: Twin;
let users: User[];
let posts: [string, unknown][];
let answers: Record<string, [number, object]>;

function answer(path: string, init: RequestInit): [number, object] {
  if (init.method === "POST") {
    posts.push([path, init.body === undefined ? null : JSON.parse(init.body as string)]);
    return answers[path] ?? [200, {}];
  }
  const [name = ""] = path.split("?");
  const known: Record<string, object> = {
    "/v1/users": { users },
    "/v1/roles": { roles: ROLES },
    "/v1/sessions": { sessions: [sessionOf("s-own", "admin"), sessionOf("s-ann", "ann")] },
  };
  return answers[name] ?? [200, known[name] ?? {}];
}

beforeEach(() => {
  twin = offlineTwin("admin");
  twin.me.set(meOf("read", "users"));
  [users, posts, answers] = [[userOf()], [], {}];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const [status, body] = answer(path, init);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function show(element: React.ReactNode): Promise<void> {
  const plant = new PlantIndex(plantOf());
  await act(async () => {
    render(<TwinContext.Provider value={{ twin, plant }}>{element}</TwinContext.Provider>);
  });
}

async function click(element: HTMLElement): Promise<void> {
  await act(async () => fireEvent.click(element));
}

function type(testId: string, text: string): void {
  fireEvent.change(screen.getByTestId(testId), { target: { value: text } });
}

async function openAnn(): Promise<void> {
  await show(<UsersView />);
  await click(within(screen.getByTestId("user-ann")).getByRole("button"));
}

describe("the users page", () => {
  it("is there for whoever may change users", () => {
    expect(viewsFor(meOf("read", "users"))).toContain("users");
    expect(viewsFor(meOf("read", "audit"))).not.toContain("users");
    expect(viewsFor(null)).not.toContain("users");
  });

  it("lists users with roles and rights in words", async () => {
    users.push(userOf({ user: "bob", roles: [], rights: [], disabled: true }));
    await show(<UsersView />);
    expect(screen.getByTestId("user-ann").textContent).toContain("viewercommand FIC-1*, 10 to 20");
    expect(screen.getByTestId("user-bob").textContent).toContain("disabled");
  });

  it("adds a user and opens the new one", async () => {
    await show(<UsersView />);
    await click(screen.getByTestId("add-user"));
    type("add-name", "carl");
    type("add-password", "the boiler hums at night");
    type("add-role", "operator");
    users.push(userOf({ user: "carl", roles: ["operator"], rights: [] }));
    await click(screen.getByTestId("add-confirm"));
    const body = { user: "carl", password: "the boiler hums at night", roles: ["operator"] };
    expect(posts).toEqual([["/v1/users", body]]);
    expect(screen.getByTestId("user-detail").textContent).toContain("carl");
    expect(screen.queryByTestId("add-name")).toBeNull();
  });

  it("shows why a user can not be added, and keeps the form", async () => {
    answers["/v1/users"] = [200, { users }];
    await show(<UsersView />);
    answers["/v1/users"] = [422, { error: "the password is too short", hint: "Twelve letters." }];
    await click(screen.getByTestId("add-user"));
    await click(screen.getByTestId("add-confirm"));
    expect(screen.getByTestId("users-error").textContent).toContain("Twelve letters.");
    expect(screen.getByTestId("add-name")).toBeDefined();
  });

  it("offers the roles that a user does not have, and gives one", async () => {
    await openAnn();
    const options = within(screen.getByTestId("role-choice")).getAllByRole("option");
    expect(options.map((option) => option.textContent)).toEqual(["operator"]);
    await click(screen.getByTestId("role-give"));
    expect(posts).toEqual([["/v1/users/ann/grant", { role: "operator" }]]);
  });

  it("gives a right with its limits", async () => {
    await openAnn();
    type("right-tags", "FIC-2*");
    type("right-high", "20.5");
    type("right-daily", "06:00-14:00");
    await click(screen.getByTestId("right-give"));
    const limits = { tags: "FIC-2*", origin: "*", high: 20.5, daily: "06:00-14:00" };
    expect(posts).toEqual([["/v1/users/ann/grant", { right: { action: "command", ...limits } }]]);
  });

  it("asks for no pattern and no values where an action has none", async () => {
    await openAnn();
    type("right-action", "audit");
    for (const field of ["right-tags", "right-low", "right-origin"])
      expect(screen.queryByTestId(field)).toBeNull();
  });

  it("takes a role and a right away", async () => {
    await openAnn();
    await click(within(screen.getByTestId("role-viewer")).getByRole("button"));
    await click(within(screen.getByTestId("own-right")).getByRole("button"));
    expect(posts).toEqual([
      ["/v1/users/ann/revoke", { role: "viewer" }],
      ["/v1/users/ann/revoke", { right: RIGHT }],
    ]);
  });

  it("lets a user in no more, and says what the exchange has against it", async () => {
    answers["/v1/users/ann/disable"] = [409, { error: "nobody could change users", hint: "" }];
    await openAnn();
    await click(screen.getByTestId("user-disable"));
    expect(screen.getByTestId("users-error").textContent).toContain("nobody could change users");
    users = [userOf({ disabled: true })];
    answers = {};
    await click(screen.getByTestId("user-disable"));
    expect(screen.getByTestId("user-disable").textContent).toBe("Let in again");
    await click(screen.getByTestId("user-disable"));
    expect(posts.map(([path]) => path.split("/").at(-1))).toEqual(["disable", "disable", "enable"]);
  });

  it("ends sessions, but not the one that it is shown in", async () => {
    await show(<UsersView />);
    expect(screen.getByTestId("session-s-own").textContent).toContain("this one");
    await click(within(screen.getByTestId("session-s-ann")).getByRole("button"));
    expect(posts).toEqual([["/v1/sessions/s-ann/end", null]]);
  });

  it("reads all again when the stream tells of users", async () => {
    await show(<UsersView />);
    users = [userOf({ roles: ["admin"] })];
    await act(async () => twin.accessEvents.set(1));
    expect(screen.getByTestId("user-ann").textContent).toContain("admin");
  });
});

describe("a button that one may not use", () => {
  const reason = "no role and no right allows it";

  async function forbidden(element: React.ReactNode, testIds: string[]): Promise<void> {
    await show(element);
    for (const testId of testIds) {
      const button = screen.getByTestId(testId);
      expect(button).toHaveProperty("disabled", true);
      expect(button.title).toBe(`You may not: ${reason}.`);
    }
  }

  beforeEach(() => {
    answers["/v1/me/may"] = [200, { allowed: false, by: null, reason }];
  });

  it("is that of a setpoint", async () => {
    const tag = tagOf({ writable: true, states: ["off", "on"] });
    await forbidden(<TagFaceplate tag={tag} />, ["open-setpoint"]);
    answers["/v1/me/may"] = [200, { allowed: true, by: "role operator", reason: null }];
    await act(async () => twin.me.set(meOf("read", "command")));
    expect(screen.getByTestId("open-setpoint")).toHaveProperty("disabled", false);
  });

  it("is that of a decision", async () => {
    const asked = { request_id: "r1", tag: "TIC-1.SP", value: 1, unit: "degC", author: "ann" };
    twin.approvals.add({ ...asked, reason: "", critical: "it ages", left_s: 90 });
    await forbidden(<ApprovalsView />, ["approval-approve", "approval-reject"]);
  });
});

it("a right is told in one line", () => {
  const shift = { daily: "06:00-14:00", until: "2026-12-31T00:00:00+00:00" };
  expect(rightInWords({ ...RIGHT, origin: "operator", ...shift })).toBe(
    "command FIC-1*, as operator, 10 to 20, until 2026-12-31T00:00:00+00:00, 06:00-14:00 UTC",
  );
  expect(rightInWords({ action: "users", tags: "*", origin: "*" })).toBe("users");
  expect(rightInWords({ action: "approve", tags: "*", origin: "*", low: 1 })).toContain(
    "from 1 on",
  );
});

it("what is no number reaches the exchange, which names it", () => {
  expect(rightOf({ ...NO_LIMITS, low: "ten", high: " " })).toEqual({
    action: "command",
    tags: "*",
    origin: "*",
    low: "ten",
  });
});

it("what happens to users is a message of the stream", () => {
  const message = { type: "access", contract: "access.user_changed", time: "x", event: {} };
  expect(decodeMessage(JSON.stringify(message))).toEqual(message);
});
