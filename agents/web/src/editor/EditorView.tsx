import "../style/editor.css";

import { useCallback, useContext, useEffect, useState } from "react";

import { Refusal } from "../alarm/Refusal";
import { noteAddress } from "../core/addressChange";
import type { Revision, SavedDiagram } from "../core/diagramCalls";
import { addressOfOpened, drawnIn } from "../core/editing/address";
import type { Kind, Kinds } from "../core/editing/kind";
import { emptySketch } from "../core/editing/sketch";
import { SelectionContext } from "../diagram/selection";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { useArea } from "../shell/area";
import { NewDiagram } from "./NewDiagram";
import { Sheet } from "./Sheet";

/** What is drawn for the first time: nobody has saved it yet. */
function unsaved(name: string, title: string): SavedDiagram {
  const { description, layout } = emptySketch(name, title);
  const revision = { diagram: name, revision: 0, parent: 0, author: "", note: "", problems: 0 };
  return { ...revision, time: null, description, layout };
}

/** The diagram that is open; one that is opened again begins anew. */
function useOpened(): {
  opened: SavedDiagram | null;
  openings: number;
  show: (diagram: SavedDiagram) => void;
} {
  const [state, setState] = useState<{ opened: SavedDiagram | null; openings: number }>({
    opened: null,
    openings: 0,
  });
  const show = useCallback((opened: SavedDiagram) => {
    noteAddress(addressOfOpened(window.location.hash, opened.diagram));
    setState(({ openings }) => ({ opened, openings: openings + 1 }));
  }, []);
  return { ...state, show };
}

/** Draws diagrams: the areas of the plant and new ones. What is drawn is kept, and is run by nobody yet. */
export default function EditorView() {
  const { twin, plant } = useTwin();
  const { openArea } = useContext(SelectionContext);
  const calls = twin.exchange.diagrams;
  const area = useArea(plant.plant.areas)?.id ?? "";
  const [diagrams, setDiagrams] = useState<Revision[]>([]);
  const [kinds, setKinds] = useState<Kinds | null>(null);
  const { opened, openings, show } = useOpened();
  const { refusal, attempt } = useAttempt();
  const open = (name: string): void => void attempt(() => calls.open(name).then(show));
  useEffect(() => {
    // An exchange that is away shows in the header.
    const nothing = (): void => undefined;
    const take = (found: Kind[]): void => setKinds(new Map(found.map((one) => [one.kind, one])));
    void calls.all().then(setDiagrams, nothing);
    void calls.kinds().then(take, nothing);
  }, [calls]);
  useEffect(() => {
    const wanted = drawnIn(window.location.hash) || area;
    if (wanted !== "") void calls.open(wanted).then(show, () => undefined);
  }, [calls, area, show]);
  const name = opened?.diagram ?? "";
  const names = diagrams.map((each) => each.diagram);
  return (
    <section className="editor-view" aria-label="Diagram editor" data-testid="editor">
      <header className="editor-head">
        <button type="button" onClick={() => openArea(area)} data-testid="close-editor">
          ← Diagram
        </button>
        <label>
          Diagram{" "}
          <select
            value={name}
            onChange={(event) => open(event.target.value)}
            data-testid="open-diagram"
          >
            {[...new Set([name, ...names])].filter(Boolean).map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <NewDiagram taken={names} onMake={(fresh, title) => show(unsaved(fresh, title))} />
        <span className="soft">
          A drawing changes nothing in the running plant; export it and run it with TWIN_PLANT.
        </span>
      </header>
      <Refusal refusal={refusal} />
      {opened !== null && kinds !== null && (
        <Sheet
          key={openings}
          calls={calls}
          kinds={kinds}
          opened={opened}
          onReload={() => open(opened.diagram)}
        />
      )}
    </section>
  );
}
