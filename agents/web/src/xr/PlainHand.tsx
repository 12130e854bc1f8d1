import {
  CombinedPointer,
  DefaultXRInputSourceRayPointer,
  useXRInputSourceStateContext,
  XRSpace,
} from "@react-three/xr";

import { RAY } from "./pointing";

/** Tips of the fingers, and a ray that a pinch clicks. */
const TIPS = [
  "thumb-tip",
  "index-finger-tip",
  "middle-finger-tip",
  "ring-finger-tip",
  "pinky-finger-tip",
] as const;

export function PlainHand() {
  const { hand } = useXRInputSourceStateContext("hand").inputSource;
  return (
    <>
      {TIPS.map((tip) => {
        const space = hand.get(tip);
        return (
          space !== undefined && (
            <XRSpace key={tip} space={space}>
              <mesh>
                <sphereGeometry args={[0.009, 12, 8]} />
                <meshLambertMaterial color="#8b949b" />
              </mesh>
            </XRSpace>
          )
        );
      })}
      <CombinedPointer>
        <DefaultXRInputSourceRayPointer makeDefault {...RAY} />
      </CombinedPointer>
    </>
  );
}
