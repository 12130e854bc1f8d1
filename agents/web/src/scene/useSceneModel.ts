import { useCallback, useEffect, useState } from "react";

import type { Revision } from "../core/diagramCalls";
import type { Twin } from "../core/twin";
import { useTwin } from "../live/twinContext";
import type { Drawing } from "./useDrawing";
import { readScene, type SceneModel } from "./sceneModel";

// Kept as long as the connection, so that coming back to the view shows it at once.
const models = new WeakMap<Twin, Promise<SceneModel>>();

function modelOf(twin: Twin): Promise<SceneModel> {
  const known = models.get(twin);
  if (known !== undefined) return known;
  const asked = twin.exchange.scene().then(readScene);
  models.set(twin, asked);
  asked.catch(() => models.delete(twin));
  return asked;
}

export interface Found {
  model: SceneModel;
  /** What is drawn in it and run by nobody; null for the plant as it runs. */
  drawn: Revision | null;
}

type Wanted = Pick<Drawing, "name" | "wanted">;

/** The scene once it is read, or why it could not be, and how to try again. */
export function useSceneModel({ name, wanted }: Wanted): {
  found: Found | null;
  problem: string;
  retry: () => void;
} {
  const { twin } = useTwin();
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState("");
  const [attempt, setAttempt] = useState(0);
  const revision = wanted?.revision ?? 0;
  useEffect(() => {
    if (name !== "" && wanted === null) return undefined; // it is not known yet
    let over = false;
    const asked = wanted === null ? modelOf(twin) : twin.exchange.scene(wanted).then(readScene);
    asked.then(
      (model) => {
        if (over) return;
        setFound({ model, drawn: wanted });
        setProblem("");
      },
      (error: unknown) => {
        if (!over) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      over = true;
    };
    // A revision is the same one, whichever object tells of it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [twin, attempt, name, revision]);
  const retry = useCallback(() => {
    setProblem("");
    setAttempt((before) => before + 1);
  }, []);
  const isWanted = (found?.drawn?.diagram ?? "") === name;
  return { found: isWanted ? found : null, problem, retry };
}
