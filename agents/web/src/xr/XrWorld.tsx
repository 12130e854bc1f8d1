import { useXR, XR } from "@react-three/xr";
import { useEffect } from "react";

import { ArWorld } from "./ArWorld";
import { VrWorld } from "./VrWorld";
import type { WorldProps } from "./world";

function InSession(world: WorldProps) {
  const { sight } = world;
  const mode = useXR(({ session, mode: found }) => (session === undefined ? null : found));
  useEffect(() => {
    if (mode === null) sight.set(null);
  }, [mode, sight]);
  if (mode === "immersive-vr") return <VrWorld {...world} />;
  return mode === "immersive-ar" ? <ArWorld {...world} /> : null;
}

/** What a headset shows besides the plant, while one is on. */
export function XrWorld(world: WorldProps) {
  return (
    <XR store={world.store}>
      <InSession {...world} />
    </XR>
  );
}
