import { useEffect, useMemo } from "react";
import { BoxGeometry, EdgesGeometry, type Color } from "three";

import type { Thing } from "../core/scene/thing";

/** Edges around what is selected, so that colour does not tell it alone. */
export function SelectionBox({ thing, colour }: { thing: Thing; colour: Color }) {
  const edges = useMemo(() => {
    const [x, y, z] = thing.size;
    const box = new BoxGeometry(x + 0.4, y + 0.4, z + 0.4);
    const found = new EdgesGeometry(box);
    box.dispose();
    return found;
  }, [thing]);
  useEffect(() => () => edges.dispose(), [edges]);
  const [x, y, z] = thing.centre;
  return (
    <lineSegments geometry={edges} position={[x, y, z]}>
      <lineBasicMaterial color={colour} />
    </lineSegments>
  );
}
