import { useId, useMemo } from "react";

import type { Tag } from "../core/plant";
import { useTwin } from "../live/twinContext";

interface TagInputProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  /** Which tags are offered. */
  offered: (tag: Tag) => boolean;
  testId: string;
}

/** A tag by its name, found by its first letters or by words of its description. */
export function TagInput({ label, text, onText, offered, testId }: TagInputProps) {
  const { tags } = useTwin().plant;
  const list = useId();
  const options = useMemo(() => [...tags.values()].filter(offered), [tags, offered]);
  return (
    <label className="field">
      {label}
      <input
        value={text}
        list={list}
        autoComplete="off"
        onChange={(event) => onText(event.target.value.trim().toUpperCase())}
        data-testid={testId}
      />
      <datalist id={list}>
        {options.map((tag) => (
          <option key={tag.name} value={tag.name}>
            {tag.description}
          </option>
        ))}
      </datalist>
    </label>
  );
}
