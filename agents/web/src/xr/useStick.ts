import { useXRInputSourceStates, type XRInputSourceState } from "@react-three/xr";
import { useFrame } from "@react-three/fiber";

/** How far the thumbsticks are pushed, both together. */
export interface Stick {
  right: number;
  /** Away from the body. */
  ahead: number;
}

const REST = 0.15; // a stick does not rest exactly in its middle

function pushed(axis: number | undefined): number {
  return axis !== undefined && Math.abs(axis) > REST ? axis : 0;
}

interface Axes {
  xAxis?: number;
  yAxis?: number;
}

function stickOf(states: readonly XRInputSourceState[]): Stick {
  const sticks = states.map((state): Axes =>
    state.type === "controller" ? (state.gamepad["xr-standard-thumbstick"] ?? {}) : {},
  );
  const sum = (axis: "xAxis" | "yAxis"): number =>
    sticks.reduce((before, stick) => before + pushed(stick[axis]), 0);
  return { right: sum("xAxis"), ahead: -sum("yAxis") };
}

/** Calls `act` in each frame with how far the thumbsticks are pushed. */
export function useStick(act: (stick: Stick, seconds: number) => void): void {
  const states = useXRInputSourceStates();
  useFrame((_, seconds, frame) => {
    if (frame !== undefined) act(stickOf(states), Math.min(0.1, seconds));
  });
}
