import { useState } from "react";

interface NewDiagramProps {
  taken: readonly string[];
  onMake: (name: string, title: string) => void;
}

/** A title as the name of a diagram: `Tank farm` is `tank_farm`. */
function nameOf(title: string): string {
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return name.replace(/^[^a-z]+|_+$/g, "").slice(0, 40);
}

/** Asks for the title of a new diagram. */
export function NewDiagram({ taken, onMake }: NewDiagramProps) {
  const [title, setTitle] = useState("");
  const name = nameOf(title);
  const isTaken = taken.includes(name);
  return (
    <form
      className="tools"
      onSubmit={(event) => {
        event.preventDefault();
        onMake(name, title.trim());
        setTitle("");
      }}
    >
      <input
        value={title}
        placeholder="Title of a new diagram"
        aria-label="Title of a new diagram"
        onChange={(event) => setTitle(event.target.value)}
        data-testid="new-title"
      />
      <button type="submit" disabled={name === "" || isTaken} data-testid="new-diagram">
        New
      </button>
      {isTaken && <span className="warning">there is a diagram {name} already</span>}
    </form>
  );
}
