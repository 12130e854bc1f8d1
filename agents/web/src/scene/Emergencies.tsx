import { useThree } from "@react-three/fiber";
import { useEffect } from "react";
import { DoubleSide, Quaternion, Vector3 } from "three";

import type { Body, Cone, Shape } from "../core/scene/emergency";
import { LOOKS } from "./emergencyLooks";

const UP = new Vector3(0, 1, 0);

function Skin({ of }: { of: Shape["of"] }) {
  const { colour, opacity } = LOOKS[of];
  return (
    <meshBasicMaterial
      color={colour}
      transparent
      opacity={opacity}
      side={DoubleSide}
      depthWrite={false}
      fog={false}
    />
  );
}

function ConeMesh({ cone }: { cone: Cone }) {
  const along = new Vector3(...cone.along);
  // A cone stands with its point up: it is turned over, so that it begins at the opening.
  const turn = new Quaternion().setFromUnitVectors(UP, along.clone().negate());
  const middle = new Vector3(...cone.from).addScaledVector(along, cone.length / 2);
  return (
    <mesh position={middle} quaternion={turn} renderOrder={2}>
      <coneGeometry args={[cone.radius, cone.length, 24, 1, true]} />
      <Skin of={cone.of} />
    </mesh>
  );
}

function BodyMesh({ body }: { body: Body }) {
  const [x, y, z] = body.centre;
  const [long, high, wide] = body.size;
  return (
    <mesh position={[x, y, z]} scale={[long, high, wide]} renderOrder={1}>
      {body.form === "cloud" && <sphereGeometry args={[0.5, 32, 16]} />}
      {body.form === "disc" && <cylinderGeometry args={[0.5, 0.5, 1, 48]} />}
      {body.form === "box" && <boxGeometry args={[1, 1, 1]} />}
      <Skin of={body.of} />
    </mesh>
  );
}

/** Jets, clouds, pools, flames and marks; a frame is drawn when one of them has changed. */
export function Emergencies({ shapes }: { shapes: readonly Shape[] }) {
  const invalidate = useThree((three) => three.invalidate);
  useEffect(() => invalidate(), [shapes, invalidate]);
  return (
    <>
      {shapes.map((shape, place) =>
        shape.form === "cone" ? (
          <ConeMesh key={place} cone={shape} />
        ) : (
          <BodyMesh key={place} body={shape} />
        ),
      )}
    </>
  );
}
