import { useEffect, useState } from "react";

import {
  type ContractChange,
  type ContractDetail,
  type ContractRow,
  versionBefore,
} from "../core/contract";
import { useTwin } from "../live/twinContext";

interface Shown {
  detail: ContractDetail;
  against: number | undefined;
  changes: ContractChange[];
}

function useDetail(row: ContractRow): Shown | undefined {
  const { twin } = useTwin();
  const [shown, setShown] = useState<Shown>();
  const { contract, version } = row;
  useEffect(() => {
    const read = async (): Promise<void> => {
      const detail = await twin.exchange.contract(contract, version);
      const against = versionBefore(detail);
      const changes = against ? await twin.exchange.contractDiff(contract, version, against) : [];
      setShown({ detail, against, changes });
    };
    read().catch(() => undefined); // the header shows an exchange that does not answer
  }, [twin, contract, version]);
  return shown;
}

function Fields({ detail }: { detail: ContractDetail }) {
  return (
    <table>
      <thead>
        <tr>
          {["Field", "Type", "Unit", "Meaning"].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {detail.fields.map((field) => (
          <tr key={field.field}>
            <th scope="row">{field.field}</th>
            <td>{field.type}</td>
            <td>{field.unit ?? "—"}</td>
            <td>{field.meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changes({ against, changes }: { against: number; changes: ContractChange[] }) {
  return (
    <ul data-testid="contract-changes" aria-label={`Changes since version ${against}`}>
      {changes.map((change) => (
        <li key={`${change.field} ${change.what}`}>
          {change.field || "contract"}: {change.what}, {change.before || "—"} →{" "}
          {change.after || "—"}
          {change.rule ? <strong> breaks {change.rule}</strong> : " compatible"}
        </li>
      ))}
    </ul>
  );
}

/** One contract: what it is, its fields, and what it changes of the version before. */
export function ContractPanel({ row, onClose }: { row: ContractRow; onClose: () => void }) {
  const shown = useDetail(row);
  return (
    <section className="detail" aria-label={row.topic} data-testid="contract-detail">
      <h2>
        {row.topic}{" "}
        <button type="button" onClick={onClose}>
          Close
        </button>
      </h2>
      <p>{row.doc}</p>
      <p className="soft">
        The key is {row.key}.{row.fed_from ? ` Made from version ${row.fed_from} by a bridge.` : ""}
      </p>
      {shown && <Fields detail={shown.detail} />}
      {shown?.against && <Changes against={shown.against} changes={shown.changes} />}
    </section>
  );
}
