import { CombinedPointer, DefaultXRInputSourceRayPointer, XRSpace } from "@react-three/xr";

import { RAY } from "./pointing";

/** A controller as a plain handle with a ray; models would come from a content network. */
export function PlainController() {
  return (
    <>
      <XRSpace space="grip-space">
        <mesh rotation={[Math.PI / 4, 0, 0]}>
          <cylinderGeometry args={[0.014, 0.018, 0.12, 12]} />
          <meshLambertMaterial color="#3a4146" />
        </mesh>
      </XRSpace>
      <CombinedPointer>
        <DefaultXRInputSourceRayPointer makeDefault {...RAY} />
      </CombinedPointer>
    </>
  );
}
