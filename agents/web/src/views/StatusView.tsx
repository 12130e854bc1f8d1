import { useEffect, useState } from "react";

import { formatTime } from "../core/format";
import type { AgentHealth } from "../core/status";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { TwinHealthCard } from "../twin/TwinHealthCard";

const REFRESH_MS = 2000;
const COUNTS = ["restarts", "handled", "rejected", "buffered", "dropped"] as const;

function AgentRow({ agent }: { agent: AgentHealth }) {
  const level = agent.state === "healthy" ? "" : agent.state === "down" ? "severe" : "warning";
  return (
    <tr data-testid={`agent-${agent.name}`}>
      <th scope="row">{agent.name}</th>
      <td className={level}>{agent.state}</td>
      <td>{agent.reason || "—"}</td>
      <td>{formatTime(agent.since)}</td>
      {COUNTS.map((count) => (
        <td key={count} className="number">
          {agent[count] ?? "—"}
        </td>
      ))}
    </tr>
  );
}

/** Counters of the exchange, read again every two seconds, and this screen's own. */
function useCounters(): [string, number][] {
  const { twin } = useTwin();
  const rejected = useObservable(twin.stream.rejected);
  const conflated = useObservable(twin.conflated);
  const [counters, setCounters] = useState<Record<string, number>>({});
  useEffect(() => {
    const refresh = (): void => {
      // An unreachable exchange already shows in the header; the last counters stay.
      void twin.exchange.status().then(
        (status) => setCounters(status.counters),
        () => undefined,
      );
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [twin]);
  const own: [string, number][] = [
    ["messages this screen could not decode", rejected],
    ["values merged because this screen read slowly", conflated],
  ];
  return [...Object.entries(counters), ...own];
}

function Counters() {
  const counters = useCounters();
  return (
    <>
      <h2>Counters</h2>
      <dl className="facts">
        {counters.map(([name, count]) => (
          <div key={name} className="fact">
            <dt>{name.replaceAll("_", " ")}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Every agent's state, and the counters. */
export function StatusView() {
  const { twin } = useTwin();
  const agents = useObservable(twin.agents);
  // Counters are those of now: nobody has kept what they were.
  const isPast = useObservable(twin.until) !== null;
  return (
    <section className="table-view" aria-label="Status" data-testid="status">
      <table>
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">State</th>
            <th scope="col">Reason</th>
            <th scope="col">Since</th>
            {COUNTS.map((count) => (
              <th key={count} scope="col" className="number">
                {count}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {agents.map((agent) => (
            <AgentRow key={agent.name} agent={agent} />
          ))}
        </tbody>
      </table>
      <TwinHealthCard />
      {!isPast && <Counters />}
    </section>
  );
}
