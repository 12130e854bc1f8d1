/** State of the agents, as `GET /v1/status` and the stream report it. */

export interface AgentHealth {
  name: string;
  state: string;
  reason: string | null;
  since: string | null;
  /** Counts since the agent's start; absent where the exchange does not know them. */
  restarts?: number;
  handled?: number;
  rejected?: number;
  buffered?: number;
  dropped?: number;
}

export interface Status {
  agents: AgentHealth[];
  counters: Record<string, number>;
}

/** One line about all agents: `7 agents healthy`, or who is not. */
export function summaryOf(agents: readonly AgentHealth[]): { text: string; healthy: boolean } {
  if (agents.length === 0) return { text: "no agent reported", healthy: false };
  const ill = agents.filter((agent) => agent.state !== "healthy");
  if (ill.length === 0) return { text: `${agents.length} agents healthy`, healthy: true };
  const [first] = ill;
  const more = ill.length > 1 ? ` and ${ill.length - 1} more` : "";
  return { text: `${first?.name} ${first?.state}${more}`, healthy: false };
}
