import { useFrame, useThree } from "@react-three/fiber";
import { useEffect, useMemo, useRef } from "react";

import type { Flow } from "../core/scene/flow";
import { FlowMarks } from "./flowMarks";
import type { Palette } from "./palette";
import type { SceneModel } from "./sceneModel";

const PICTURE_MS = 80; // as often as the eye needs, and no more

interface FlowsProps {
  model: SceneModel;
  palette: Palette;
  flows: ReadonlyMap<string, Flow>;
  /** False for those who do not want things to move: then the marks stand. */
  isMoving: boolean;
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
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) invalidate();
    }, PICTURE_MS);
    return () => clearInterval(timer);
  }, [isRunning, invalidate]);
  useFrame(({ clock }) => {
    const now = clock.elapsedTime;
    marks.advance(isRunning ? Math.min(0.5, now - last.current) : 0, palette);
    last.current = now;
  });
  return <primitive object={marks.mesh} />;
}
