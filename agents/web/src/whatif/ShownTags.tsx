import { useState, type FormEvent } from "react";

import { useTwin } from "../live/twinContext";
import { TagInput } from "./TagInput";

const isAny = (): boolean => true;

interface ShownTagsProps {
  shown: readonly string[];
  onShown: (tags: readonly string[]) => void;
}

/** Tags whose curves are wanted, beside those that show what the writes do. */
export function ShownTags({ shown, onShown }: ShownTagsProps) {
  const { tags } = useTwin().plant;
  const [text, setText] = useState("");
  const usable = tags.has(text) && !shown.includes(text);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (!usable) return;
    onShown([...shown, text]);
    setText("");
  };
  return (
    <form className="row-form" onSubmit={add} aria-label="Tags to show as well">
      <TagInput
        label="Show as well"
        text={text}
        onText={setText}
        offered={isAny}
        testId="whatif-show"
      />
      <button type="submit" disabled={!usable} data-testid="whatif-show-add">
        Add
      </button>
      {shown.map((tag) => (
        <button
          key={tag}
          type="button"
          aria-label={`Do not show ${tag}`}
          onClick={() => onShown(shown.filter((each) => each !== tag))}
        >
          {tag} ✕
        </button>
      ))}
    </form>
  );
}
