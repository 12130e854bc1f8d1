import { createXRStore, type XRStore } from "@react-three/xr";

import { PlainController } from "./PlainController";
import { PlainHand } from "./PlainHand";
import { SLOWEST_CLICK_MS } from "./pointing";

/** A store that asks nobody but this page's own server, and begins no session by itself. */
export function makeStore(): XRStore {
  return createXRStore({
    emulate: false,
    offerSession: false,
    enterGrantedSession: false,
    // Which button is the trigger: @pmndrs/xr would read it from a content network.
    baseAssetPath: new URL("xr/", document.baseURI).href,
    defaultControllerProfileId: "plain",
    controller: PlainController,
    hand: PlainHand,
    screenInput: { clickThresholdMs: SLOWEST_CLICK_MS },
    domOverlay: false,
    anchors: false,
    layers: false,
    meshDetection: false,
    planeDetection: false,
    hitTest: true,
    handTracking: true,
  });
}
