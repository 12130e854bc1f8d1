/** Which kinds of sessions the browser offers, and why not. */

export type SessionKind = "vr" | "ar";

/** By kind: why it can not be entered; empty if it can. */
export type Support = Readonly<Record<SessionKind, string>>;

/** What is asked of `navigator.xr`. */
export interface Offers {
  isSessionSupported: (mode: `immersive-${SessionKind}`) => Promise<boolean>;
}

const NONE = { vr: "no VR headset is connected", ar: "this device shows nothing over the room" };

function both(reason: string): Support {
  return { vr: reason, ar: reason };
}

async function problemOf(xr: Offers, kind: SessionKind): Promise<string> {
  try {
    return (await xr.isSessionSupported(`immersive-${kind}`)) ? "" : NONE[kind];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * @param xr `navigator.xr`; undefined where the browser has none
 * @param isSecure whether the page came by HTTPS or from this machine
 */
export async function supportOf(xr: Offers | undefined, isSecure: boolean): Promise<Support> {
  if (!isSecure) return both("browsers offer it over HTTPS only");
  if (xr === undefined) return both("this browser has no WebXR");
  const [vr, ar] = await Promise.all([problemOf(xr, "vr"), problemOf(xr, "ar")]);
  return { vr, ar };
}
