import { useFrame, useThree } from "@react-three/fiber";
import { useEffect, useMemo, useRef } from "react";
import { Vector3 } from "three";

import type { Flow } from "../core/scene/flow";
import { Beat } from "../core/scene/pace";
import { FlowMarks } from "./flowMarks";
import type { Palette } from "./palette";
import type { SceneModel } from "./sceneModel";

interface FlowsProps {
  model: SceneModel;
  palette: Palette;
  flows: ReadonlyMap<string, Flow>;
  /** False for those who do not want things to move: then the marks stand. */
  isMoving: boolean;
}

/** Keeps the picture moving while it should. */
function useBeat(isRunning: boolean): Beat {
  const invalidate = useThree((three) => three.invalidate);
  const beat = useMemo(() => new Beat(invalidate), [invalidate]);
  useEffect(() => {
    if (!isRunning) return undefined;
    beat.start();
    return () => beat.stop();
  }, [beat, isRunning]);
  return beat;
}

/** Marks that move along the pipes. No frame is drawn for them while none is there. */
export function Flows({ model, palette, flows, isMoving }: FlowsProps) {
  const invalidate = useThree((three) => three.invalidate);
  const last = useRef(0);
  const marks = useMemo(
    () => new FlowMarks(model.things.filter(({ way }) => way.length > 1)),
    [model],
  );
  useEffect(() => () => marks.dispose(), [marks]);
  useEffect(() => {
    if (marks.show(flows)) invalidate();
  }, [marks, flows, invalidate]);
  useEffect(() => invalidate(), [palette, invalidate]);
  const isRunning = isMoving && flows.size > 0;
  const beat = useBeat(isRunning);
  useFrame(({ clock, camera }) => {
    const now = clock.elapsedTime;
    const seconds = isRunning ? Math.min(0.5, now - last.current) : 0;
    last.current = now;
    // The plant may be a model, and the eye in a room around it.
    const eye = marks.mesh.worldToLocal(camera.getWorldPosition(new Vector3()));
    marks.advance(seconds, palette, eye);
    beat.drawn();
  });
  return <primitive object={marks.mesh} />;
}
