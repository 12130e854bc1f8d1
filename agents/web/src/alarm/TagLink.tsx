import { useContext } from "react";

import { SelectionContext } from "../diagram/selection";

/** Opens the faceplate of a tag. */
export function TagLink({ tag }: { tag: string }) {
  const { selectTag } = useContext(SelectionContext);
  return (
    <button type="button" className="link" onClick={() => selectTag(tag)}>
      {tag}
    </button>
  );
}
