import { useEffect, useState } from "react";

import type { ContractRow } from "../core/contract";
import { useTwin } from "../live/twinContext";
import { ContractPanel } from "./ContractPanel";

const REFRESH_MS = 5000;

function useContracts(): ContractRow[] {
  const { twin } = useTwin();
  const [rows, setRows] = useState<ContractRow[]>([]);
  useEffect(() => {
    const refresh = (): void => {
      // An unreachable exchange already shows in the header; the last rows stay.
      void twin.exchange.contracts().then(setRows, () => undefined);
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [twin]);
  return rows;
}

function Row({ row, onOpen }: { row: ContractRow; onOpen: () => void }) {
  const level = row.state === "deprecated" ? "warning" : "";
  return (
    <tr data-testid={`contract-${row.topic}`}>
      <th scope="row">
        <button type="button" onClick={onOpen}>
          {row.contract}
        </button>
      </th>
      <td className="number">{row.version}</td>
      <td>{row.owner}</td>
      <td>{row.compatibility}</td>
      <td className={level}>{row.state}</td>
      <td>{row.consumers.join(", ") || "—"}</td>
    </tr>
  );
}

/** Every contract with owner, compatibility, state and consumers; one of them with its fields. */
export function ContractsView() {
  const rows = useContracts();
  const [open, setOpen] = useState("");
  const chosen = rows.find((row) => row.topic === open);
  return (
    <section className="table-view" aria-label="Contracts" data-testid="contracts">
      {chosen && <ContractPanel key={open} row={chosen} onClose={() => setOpen("")} />}
      <table>
        <thead>
          <tr>
            {["Contract", "Version", "Owner", "Compatibility", "State", "Consumers"].map((head) => (
              <th key={head} scope="col" className={head === "Version" ? "number" : ""}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.topic} row={row} onOpen={() => setOpen(row.topic)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
