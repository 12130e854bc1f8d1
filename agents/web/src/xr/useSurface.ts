import { useXR } from "@react-three/xr";
import { useFrame } from "@react-three/fiber";
import { useEffect, useState } from "react";

import type { Vector } from "../core/scene/thing";

/** What finds surfaces where the head, or the phone, points; null where the device can not. */
function useHitTestSource(): XRHitTestSource | null {
  const session = useXR((xr) => xr.session);
  const [source, setSource] = useState<XRHitTestSource | null>(null);
  useEffect(() => {
    let found: XRHitTestSource | undefined;
    let over = false;
    const ask = async (): Promise<void> => {
      const space = await session?.requestReferenceSpace("viewer");
      if (space === undefined) return;
      found = await session?.requestHitTestSource?.({ space });
      if (over) found?.cancel();
      else setSource(found ?? null);
    };
    ask().catch(() => undefined); // without surfaces the model stands ahead
    return () => {
      over = true;
      setSource(null);
      if (session?.visibilityState !== undefined) found?.cancel();
    };
  }, [session]);
  return source;
}

interface Surface {
  /** Whether this device finds any. */
  canFind: boolean;
}

/**
 * Calls `found` with the surface that is pointed at, in each frame while it is wanted, and `taken`
 * when a trigger is pulled meanwhile.
 */
export function useSurface(
  isWanted: boolean,
  found: (at: Vector) => void,
  taken: () => void,
): Surface {
  const source = useHitTestSource();
  const space = useXR((xr) => xr.originReferenceSpace);
  const session = useXR((xr) => xr.session);
  const isLooking = isWanted && source !== null;
  useFrame((_, _seconds, frame?: XRFrame) => {
    if (!isLooking || frame === undefined || space === undefined) return;
    const position = frame.getHitTestResults(source)[0]?.getPose(space)?.transform.position;
    if (position !== undefined) found([position.x, position.y, position.z]);
  });
  useEffect(() => {
    if (!isLooking) return undefined;
    session?.addEventListener("select", taken);
    return () => session?.removeEventListener("select", taken);
  }, [isLooking, session, taken]);
  return { canFind: source !== null };
}
