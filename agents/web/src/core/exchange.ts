/** HTTP face of the exchange (`/v1`), same origin as the page. */

import { AlarmCalls } from "./alarmCalls";
import { auditQuery, type AuditPage, type AuditSearch } from "./audit";
import type { ApprovalEvent } from "./approvals";
import type { Command } from "./command";
import { ExchangeError } from "./exchangeError";
import type { History } from "./history";
import { MomentCalls } from "./moment";
import type { Plant } from "./plant";
import type { Prediction } from "./prediction";
import type { ContractChange, ContractDetail, ContractRow } from "./contract";
import type { Status } from "./status";
import { DiagramCalls, type Revision } from "./diagramCalls";
import { SetCalls } from "./setCalls";
import type { TwinHealth } from "./twinHealth";
import { TrainingCalls } from "./training/trainingCalls";
import { UserCalls } from "./userCalls";
import { WhatIfCalls } from "./whatif/whatIfCalls";

export interface Login {
  token: string;
  expires_at: string;
  user: string;
}

export interface CommandRequest {
  tag: string;
  value: number;
  unit?: string;
  reason?: string;
}

async function refusal(response: Response): Promise<ExchangeError> {
  const body = (await response.json().catch(() => ({}))) as { error?: string; hint?: string };
  const error = body.error ?? `the exchange answered ${response.status}`;
  return new ExchangeError(response.status, error, body.hint ?? "");
}

async function answered(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch(() => {
    throw new ExchangeError(0, "The exchange does not answer.", "Is the twin running?");
  });
  if (!response.ok) throw await refusal(response);
  return response;
}

async function call<Answer>(path: string, init: RequestInit): Promise<Answer> {
  return (await (await answered(path, init)).json()) as Answer;
}

const JSON_TYPE = { "Content-Type": "application/json" };

/** Exchange name and password for a token. Raises ExchangeError 401 if they do not match. */
export function login(username: string, password: string): Promise<Login> {
  const body = JSON.stringify({ username, password });
  return call("/v1/login", { method: "POST", headers: JSON_TYPE, body });
}

/** An identity provider by which one can log in. */
export interface Provider {
  name: string;
  /** Where a log-in begins. */
  url: string;
}

/** How one can log in, besides with a password. Raises ExchangeError. */
export function loginWays(): Promise<{ provider: Provider | null }> {
  return call("/v1/login/ways", {});
}

/** Exchange the code of a finished log-in for its token, once. Raises ExchangeError 401. */
export function fetchLogin(code: string): Promise<Login> {
  return call("/v1/oidc/token", {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify({ code }),
  });
}

/** All calls that need a token; each raises ExchangeError. */
export class Exchange {
  readonly users: UserCalls = new UserCalls((path, init) => this.send(path, init));
  readonly sets = new SetCalls((path, init) => this.send(path, init));
  readonly diagrams = new DiagramCalls((path, init) => this.send(path, init));
  readonly moments = new MomentCalls((path, init) => this.send(path, init));
  readonly alarms: AlarmCalls = new AlarmCalls((path, init) => this.send(path, init));
  readonly training = new TrainingCalls((path, init) => this.send(path, init));
  readonly whatIfs = new WhatIfCalls((path, init) => this.send(path, init));

  /** @param onDenied called when the token is no longer accepted */
  constructor(
    private readonly token: string,
    private readonly onDenied: () => void,
  ) {}

  plant(): Promise<Plant> {
    return this.get("/v1/plant");
  }

  /** Ends the session: its tokens are not taken any more. */
  logout(): Promise<unknown> {
    return this.send("/v1/logout", { method: "POST" });
  }

  async contracts(): Promise<ContractRow[]> {
    return (await this.get<{ contracts: ContractRow[] }>("/v1/contracts")).contracts;
  }

  contract(name: string, version: number): Promise<ContractDetail> {
    return this.get(`/v1/contracts/${encodeURIComponent(name)}/${version}`);
  }

  async contractDiff(name: string, version: number, against: number): Promise<ContractChange[]> {
    const path = `/v1/contracts/${encodeURIComponent(name)}/${version}/diff?against=${against}`;
    return (await this.get<{ changes: ContractChange[] }>(path)).changes;
  }

  status(): Promise<Status> {
    return this.get("/v1/status");
  }

  /** How far the twin can be believed. */
  twinHealth(): Promise<TwinHealth> {
    return this.get("/v1/twin/health");
  }

  /** A page of the audit log; `before` is a sequence, or null for the newest. */
  audit(search: AuditSearch, before: number | null): Promise<AuditPage> {
    return this.get(`/v1/audit?${auditQuery(search, before)}`);
  }

  async commands(limit = 50): Promise<Command[]> {
    return (await this.get<{ commands: Command[] }>(`/v1/commands?limit=${limit}`)).commands;
  }

  /** Setpoints which wait for a second person. */
  async approvals(): Promise<ApprovalEvent[]> {
    return (await this.get<{ approvals: ApprovalEvent[] }>("/v1/approvals")).approvals;
  }

  /** Approve or reject what somebody else asked for. */
  decide(requestId: string, approve: boolean, reason: string): Promise<unknown> {
    const init = { method: "POST", body: JSON.stringify({ approve, reason }), headers: JSON_TYPE };
    return this.send(`/v1/commands/${encodeURIComponent(requestId)}/approval`, init);
  }

  /** The `minutes` of a tag that end at `until`, in Unix milliseconds, or now if that is null. */
  async history(
    tag: string,
    minutes: number,
    until: number | null = null,
  ): Promise<History | undefined> {
    const query = new URLSearchParams({ tag, minutes: String(minutes) });
    if (until !== null) query.set("end", new Date(until).toISOString());
    const answer = await this.get<{ series: Record<string, History> }>(`/v1/history?${query}`);
    return answer.series[tag];
  }

  /** Ask for a setpoint; resolves to the id under which its stages arrive on the stream. */
  async command(request: CommandRequest): Promise<string> {
    const init = { method: "POST", body: JSON.stringify(request), headers: JSON_TYPE };
    return (await this.send<{ request_id: string }>("/v1/commands", init)).request_id;
  }

  /** What the model says a value of a tag would do; nothing is written. Takes seconds. */
  predict(tag: string, value: number): Promise<Prediction> {
    const init = { method: "POST", body: JSON.stringify({ tag, value }), headers: JSON_TYPE };
    return this.send("/v1/predictions", init);
  }

  /**
   * The plant in three dimensions, as it runs or with a diagram as it is drawn: a binary glTF.
   * Takes seconds after either has changed.
   */
  async scene(drawn: Pick<Revision, "diagram" | "revision"> | null = null): Promise<ArrayBuffer> {
    const { diagram = "", revision = 0 } = drawn ?? {};
    const query = drawn === null ? "" : `?diagram=${diagram}&revision=${revision}`;
    return (await this.ask(`/v1/scene.glb${query}`, {})).arrayBuffer();
  }

  private get<Answer>(path: string): Promise<Answer> {
    return this.send(path, {});
  }

  protected async send<Answer>(path: string, init: RequestInit): Promise<Answer> {
    return (await (await this.ask(path, init)).json()) as Answer;
  }

  private async ask(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, Authorization: `Bearer ${this.token}` };
    try {
      return await answered(path, { ...init, headers });
    } catch (error) {
      if (error instanceof ExchangeError && error.status === 401) this.onDenied();
      throw error;
    }
  }
}
