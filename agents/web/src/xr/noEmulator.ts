/** Stands for the emulator that @pmndrs/xr would bring along: a headset is real, or a test's own. */
export function emulate(): never {
  throw new Error("there is no emulated headset in this page");
}
