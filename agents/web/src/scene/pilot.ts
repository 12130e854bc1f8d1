import { Vector3, type PerspectiveCamera } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";

import { between, type Pose } from "../core/scene/camera";
import type { Vector } from "../core/scene/thing";
import { EYES, landed, looked, moveOf, sight, walked, type Walker } from "../core/scene/walk";

export type Way = "orbit" | "walk";

const FLIGHT_S = 0.9;
const LOOK = 0.004; // rad a pixel
const LONGEST_S = 0.5;

function vector({ x, y, z }: Vector3): Vector {
  return [x, y, z];
}

interface Flight {
  from: Pose;
  to: Pose;
  share: number;
}

/** Moves a camera: around a point, on foot, or in flight from one place to another. */
export class Pilot {
  private readonly orbit: OrbitControls;
  private readonly held = new Set<string>();
  private flight: Flight | null = null;
  private walker: Walker | null = null;
  /** When the last step was made, in monotonic milliseconds. */
  private stepped = 0;
  private readonly over = new AbortController();

  /**
   * @param wake asks for a frame
   * @param rested is told when the camera has come to rest
   */
  constructor(
    private readonly camera: PerspectiveCamera,
    private readonly element: HTMLElement,
    private readonly wake: () => void,
    private readonly rested: () => void,
  ) {
    this.orbit = new OrbitControls(camera, element);
    this.orbit.enableDamping = false;
    this.orbit.maxPolarAngle = Math.PI / 2 - 0.02; // never below the ground
    this.orbit.minDistance = 1.5;
    this.orbit.maxDistance = 1500;
    this.orbit.listenToKeyEvents(element);
    this.orbit.addEventListener("change", wake);
    this.orbit.addEventListener("end", rested);
    this.listen();
  }

  /** Where the camera is and looks now. */
  pose(): Pose {
    const target = this.walker === null ? vector(this.orbit.target) : sight(this.walker);
    return { at: vector(this.camera.position), target };
  }

  /** Orbits around what is looked at, or walks on the ground below. */
  go(way: Way): void {
    const { at, target } = this.pose();
    this.flight = null;
    this.held.clear();
    this.orbit.enabled = way === "orbit";
    this.walker = way === "walk" ? landed(at, target) : null;
    if (this.walker !== null) this.stand(this.walker);
    else this.place({ at, target });
  }

  /** Flies to a pose; at once if nothing shall move. On foot it goes there at eye level. */
  fly(to: Pose, atOnce: boolean): void {
    if (this.walker !== null) return this.leap(to);
    this.flight = { from: this.pose(), to, share: atOnce ? 1 : 0 };
    this.stepped = performance.now();
    this.wake();
  }

  private leap(to: Pose): void {
    this.stand({ ...landed(to.at, to.target), pitch: 0 });
    this.rested();
  }

  /** Goes on by the time that has passed; true as long as it moves. */
  advance(): boolean {
    if (this.flight !== null) return this.flown(this.flight, this.step());
    if (this.walker === null || this.held.size === 0) return false;
    this.stand(walked(this.walker, this.held, this.step()));
    return true;
  }

  /** Seconds since the last step, by a clock of its own: frames may be seconds apart. */
  private step(): number {
    const [last, now] = [this.stepped, performance.now()];
    this.stepped = now;
    return Math.min(LONGEST_S, (now - last) / 1000);
  }

  private flown(flight: Flight, seconds: number): boolean {
    flight.share = Math.min(1, flight.share + seconds / FLIGHT_S);
    this.place(between(flight.from, flight.to, flight.share));
    if (flight.share < 1) return true;
    this.flight = null;
    this.rested();
    return false;
  }

  private place({ at, target }: Pose): void {
    this.camera.position.set(...at);
    this.orbit.target.set(...target);
    this.camera.lookAt(...target);
    if (this.orbit.enabled) this.orbit.update();
    this.wake();
  }

  private stand(walker: Walker): void {
    this.walker = walker;
    this.camera.position.set(walker.at[0], EYES, walker.at[2]);
    const ahead = sight(walker);
    this.orbit.target.set(...ahead);
    this.camera.lookAt(...ahead);
    this.wake();
  }

  private listen(): void {
    const { signal } = this.over;
    const on = { signal };
    this.element.addEventListener("keydown", (event) => this.press(event), on);
    this.element.addEventListener("keyup", (event) => this.release(event.code), on);
    this.element.addEventListener("blur", () => this.held.clear(), on);
    this.element.addEventListener("pointerup", () => this.rested(), on);
    this.element.addEventListener("pointermove", (event) => this.look(event), on);
  }

  private press(event: KeyboardEvent): void {
    if (this.walker === null || moveOf(event.code) === undefined) return;
    event.preventDefault();
    if (this.held.size === 0) this.stepped = performance.now();
    this.held.add(event.code);
    this.wake();
  }

  private release(code: string): void {
    if (this.walker === null || !this.held.has(code)) return;
    // Nothing may have been drawn while the key was down.
    this.stand(walked(this.walker, this.held, this.step()));
    this.held.delete(code);
    if (this.held.size === 0) this.rested();
  }

  private look(event: PointerEvent): void {
    if (this.walker === null || event.buttons === 0) return;
    this.stand(looked(this.walker, LOOK * event.movementX, -LOOK * event.movementY));
  }

  dispose(): void {
    this.over.abort();
    this.orbit.dispose();
  }
}
