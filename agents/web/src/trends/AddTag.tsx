import { useState } from "react";

import type { Tag } from "../core/plant";
import { MOST_TAGS } from "../core/trends/address";
import { useTwin } from "../live/twinContext";
import { TagInput } from "../whatif/TagInput";

const hasCurve = ({ states }: Tag): boolean => states.length === 0;

/** Takes a tag into the trends. */
export function AddTag({ shown, onAdd }: { shown: readonly Tag[]; onAdd: (tag: string) => void }) {
  const { plant } = useTwin();
  const [text, setText] = useState("");
  const tag = plant.tags.get(text);
  const isThere = shown.some(({ name }) => name === text);
  const isFull = shown.length >= MOST_TAGS;
  const why = whyNot(text, tag, isThere, isFull);
  const add = (event: React.FormEvent): void => {
    event.preventDefault();
    if (tag === undefined || why !== "") return;
    onAdd(tag.name);
    setText("");
  };
  return (
    <form className="table-tools" onSubmit={add}>
      <TagInput label="Tag" text={text} onText={setText} offered={hasCurve} testId="trends-tag" />
      <button type="submit" disabled={text === "" || why !== ""} data-testid="trends-add">
        Add
      </button>
      <span className="soft" role="status">
        {why}
      </span>
    </form>
  );
}

function whyNot(text: string, tag: Tag | undefined, isThere: boolean, isFull: boolean): string {
  if (isFull) return `${MOST_TAGS} tags are as many as can be told apart; remove one first.`;
  if (text === "") return "";
  if (isThere) return `${text} is shown already.`;
  if (tag === undefined) return `The plant has no tag ${text}.`;
  return hasCurve(tag) ? "" : `${text} has states, no curve.`;
}
