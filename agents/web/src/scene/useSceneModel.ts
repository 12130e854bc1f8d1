import { useCallback, useEffect, useState } from "react";

import type { Twin } from "../core/twin";
import { useTwin } from "../live/twinContext";
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

/** The scene once it is read, or why it could not be, and how to try again. */
export function useSceneModel(): {
  model: SceneModel | null;
  problem: string;
  retry: () => void;
} {
  const { twin } = useTwin();
  const [model, setModel] = useState<SceneModel | null>(null);
  const [problem, setProblem] = useState("");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let over = false;
    modelOf(twin).then(
      (found) => {
        if (!over) setModel(found);
      },
      (error: unknown) => {
        if (!over) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      over = true;
    };
  }, [twin, attempt]);
  const retry = useCallback(() => {
    setProblem("");
    setAttempt((before) => before + 1);
  }, []);
  return { model, problem, retry };
}
