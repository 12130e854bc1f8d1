import { useFrame, useThree } from "@react-three/fiber";
import { useEffect, useRef } from "react";
import { ArrayCamera, PerspectiveCamera } from "three";

import { Pilot } from "./pilot";

interface CameraRigProps {
  /** Is given the pilot once there is one, and null when it is gone. */
  onPilot: (pilot: Pilot | null) => void;
  onRest: (pilot: Pilot) => void;
}

/** Hands the camera to a pilot, who asks for frames only while something moves. */
export function CameraRig({ onPilot, onRest }: CameraRigProps) {
  const camera = useThree((three) => three.camera);
  const element = useThree((three) => three.gl.domElement);
  const invalidate = useThree((three) => three.invalidate);
  const pilot = useRef<Pilot | null>(null);
  const rest = useRef(onRest);
  useEffect(() => {
    rest.current = onRest;
  }, [onRest]);
  useEffect(() => {
    // In a headset the head is the camera, and nobody else steers it.
    if (!(camera instanceof PerspectiveCamera) || camera instanceof ArrayCamera) return undefined;
    const hired = new Pilot(camera, element, invalidate, () => rest.current(hired));
    pilot.current = hired;
    onPilot(hired);
    return () => {
      pilot.current = null;
      onPilot(null);
      hired.dispose();
    };
  }, [camera, element, invalidate, onPilot]);
  useFrame(() => {
    if (pilot.current?.advance()) invalidate();
  }, -1);
  return null;
}
