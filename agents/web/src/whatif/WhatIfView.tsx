import { AskForm } from "./AskForm";
import { BranchPanel } from "./BranchPanel";
import { BranchTable } from "./BranchTable";
import { RunState } from "./RunState";
import { useBranches } from "./useBranches";
import { useOpened } from "./useOpened";

/** What the plant would do with other setpoints: asked of the model, kept, compared, shared. */
export default function WhatIfView() {
  const { known, refresh } = useBranches();
  const [opened, open] = useOpened();
  const branches = known?.branches ?? [];
  const show = (name: string): void => {
    refresh();
    open({ name, other: "" });
  };
  return (
    <section className="table-view" aria-label="What if" data-testid="what-if">
      {opened === null ? (
        <>
          <AskForm />
          <RunState onKept={show} />
        </>
      ) : (
        <BranchPanel
          key={opened.name}
          opened={opened}
          others={branches.map(({ name }) => name).filter((name) => name !== opened.name)}
          onOpen={open}
          onChanged={refresh}
        />
      )}
      <h2>Branches</h2>
      {branches.length > 0 ? (
        <BranchTable branches={branches} onOpen={(name) => open({ name, other: "" })} />
      ) : (
        <p className="soft">{known === null ? "Loading …" : "Nothing has been kept yet."}</p>
      )}
      {known?.broken.map((name) => (
        <p key={name} role="alert">
          The branch {name} can not be read.
        </p>
      ))}
    </section>
  );
}
