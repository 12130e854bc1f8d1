import { useCallback, useState } from "react";

import { Refusal } from "../alarm/Refusal";
import type { Branch } from "../core/whatif/answer";
import { draftOf } from "../core/whatif/draft";
import { addressWithBranch, type Addressed } from "../core/whatif/address";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { copyText } from "../shell/copyText";
import { AnswerDetail } from "./AnswerDetail";
import { ApplyBranch } from "./ApplyBranch";
import { BothDetail } from "./BothDetail";
import { useLoaded } from "./useLoaded";

function linkTo(opened: Addressed): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}${addressWithBranch("", opened)}`;
}

function CopyLink({ opened }: { opened: Addressed }) {
  const link = linkTo(opened);
  const [copied, setCopied] = useState("");
  const copy = (): void => void copyText(link).then((done) => setCopied(done ? link : ""));
  return (
    <>
      <a href={link} data-testid="branch-link">
        Link for whoever may read its tags
      </a>
      {"clipboard" in navigator && (
        <button type="button" onClick={copy}>
          {copied === link ? "Copied ✓" : "Copy"}
        </button>
      )}
    </>
  );
}

function DeleteBranch({ name, onDeleted }: { name: string; onDeleted: () => void }) {
  const calls = useTwin().twin.exchange.whatIfs;
  const [sure, setSure] = useState(false);
  const { busy, refusal, attempt } = useAttempt();
  const remove = async (): Promise<void> => {
    if (await attempt(() => calls.delete(name))) onDeleted();
  };
  if (!sure)
    return (
      <button type="button" onClick={() => setSure(true)} data-testid="branch-delete">
        Delete …
      </button>
    );
  return (
    <span role="group" aria-label={`Delete ${name}?`}>
      <button
        type="button"
        disabled={busy}
        onClick={() => void remove()}
        data-testid="branch-delete-sure"
      >
        Delete {name} for everybody
      </button>
      <button type="button" onClick={() => setSure(false)}>
        Keep it
      </button>
      <Refusal refusal={refusal} />
    </span>
  );
}

interface BranchPanelProps {
  opened: Addressed;
  /** Names of the branches that it can be compared with. */
  others: readonly string[];
  onOpen: (opened: Addressed | null) => void;
  onChanged: () => void;
}

function TryOther({ branch, onOpen }: { branch: Branch; onOpen: (none: null) => void }) {
  const desk = useTwin().twin.whatIf;
  const begin = (): void => {
    desk.draft.set(draftOf(branch.answer));
    desk.clear();
    onOpen(null);
  };
  return (
    <button type="button" onClick={begin} data-testid="branch-try">
      Try something else from there …
    </button>
  );
}

function Opened({
  branch,
  opened,
  others,
  onOpen,
  onChanged,
}: BranchPanelProps & { branch: Branch }) {
  const { name, other } = opened;
  const deleted = (): void => {
    onChanged();
    onOpen(null);
  };
  return (
    <>
      <div className="table-tools">
        <label>
          Compare with{" "}
          <select
            value={other}
            onChange={(event) => onOpen({ name, other: event.target.value })}
            data-testid="branch-compare"
          >
            <option value="">—</option>
            {others.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <TryOther branch={branch} onOpen={onOpen} />
        <CopyLink opened={opened} />
        <DeleteBranch name={name} onDeleted={deleted} />
      </div>
      {other === "" ? (
        <>
          <AnswerDetail answer={branch.answer} />
          <ApplyBranch branch={branch} />
          <p className="soft">
            Asks the same again: <code>{branch.question}</code>
          </p>
        </>
      ) : (
        <BothDetail key={other} branch={branch} other={other} />
      )}
    </>
  );
}

/** One branch: what would come of it, beside another one if that is wanted, and the way on. */
export function BranchPanel(props: BranchPanelProps) {
  const calls = useTwin().twin.exchange.whatIfs;
  const { name } = props.opened;
  const { content, refusal } = useLoaded(useCallback(() => calls.branch(name), [calls, name]));
  return (
    <section className="detail" aria-label={`Branch ${name}`} data-testid="branch-detail">
      <h2>
        {name}
        <button type="button" onClick={() => props.onOpen(null)} data-testid="branch-close">
          Close
        </button>
      </h2>
      {content && <Opened branch={content} {...props} />}
      <Refusal refusal={refusal} />
    </section>
  );
}
