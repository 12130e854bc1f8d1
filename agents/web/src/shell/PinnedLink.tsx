import { useState } from "react";

import type { Drawing } from "../core/drawing";
import { addressPinned } from "../core/pinnedLink";
import { useTwin } from "../live/twinContext";
import { useObservable } from "../live/useObservable";
import { copyText } from "./copyText";

/** Makes a link to what is seen now: whoever opens it sees the same moment, from the same origin. */
export function PinnedLink({ drawing }: { drawing: Drawing }) {
  const until = useObservable(useTwin().twin.until);
  const [link, setLink] = useState("");
  const [isCopied, setCopied] = useState(false);
  const make = (): void => {
    const { origin, pathname, hash } = window.location;
    const made = `${origin}${pathname}${addressPinned(hash, drawing, until ?? Date.now())}`;
    setLink(made);
    setCopied(false);
    void copyText(made).then(setCopied); // if it can not be, it stands there to be copied by hand
  };
  return (
    <>
      <button
        type="button"
        title="A link that pins drawing, moment and origin"
        onClick={make}
        data-testid="pin-link"
      >
        {isCopied ? "Link copied ✓" : "Link"}
      </button>
      {link !== "" && (
        <input
          className="pinned-link"
          readOnly
          autoFocus
          aria-label="Link to what is seen"
          value={link}
          onFocus={(event) => event.target.select()}
          onBlur={() => setLink("")}
          data-testid="pinned-link"
        />
      )}
    </>
  );
}
