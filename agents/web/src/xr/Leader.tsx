import { useEffect, useMemo } from "react";
import { BufferGeometry, Vector3, type Color } from "three";

import type { Vector } from "../core/scene/thing";

interface LeaderProps {
  from: Vector;
  to: Vector;
  colour: Color;
}

/** A line from a panel to what it belongs to. */
export function Leader({ from, to, colour }: LeaderProps) {
  const ends = [...from, ...to].join(" ");
  const line = useMemo(() => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = ends.split(" ").map(Number);
    return new BufferGeometry().setFromPoints([new Vector3(a, b, c), new Vector3(d, e, f)]);
  }, [ends]);
  useEffect(() => () => line.dispose(), [line]);
  return (
    <lineSegments geometry={line}>
      <lineBasicMaterial color={colour} fog={false} />
    </lineSegments>
  );
}
