import type { XRStore } from "@react-three/xr";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { SightOfHeadset } from "../core/xr/sight";
import { supportOf, type SessionKind, type Support } from "../core/xr/support";

type Module = typeof import("../xr");

/** What is needed to be in a session. */
export interface Headset {
  store: XRStore;
  World: Module["XrWorld"];
}

export interface HeadsetOffer {
  /** Null until the browser has answered. */
  support: Support | null;
  /** Null until its code is here, which is not asked for without a headset. */
  headset: Headset | null;
  kind: SessionKind | null;
  /** Why no session has begun; empty if nothing was wrong. */
  problem: string;
  sight: SightOfHeadset;
  enter: (kind: SessionKind) => void;
  leave: () => void;
}

const nothing = (): (() => void) => () => undefined;

function useSupport(): Support | null {
  const [support, setSupport] = useState<Support | null>(null);
  useEffect(() => {
    let over = false;
    void supportOf(navigator.xr, window.isSecureContext).then((found) => {
      if (!over) setSupport(found);
    });
    return () => {
      over = true;
    };
  }, []);
  return support;
}

/** Loads what draws in a headset, once one is offered. */
function useModule(support: Support | null): { headset: Headset | null; problem: string } {
  const [headset, setHeadset] = useState<Headset | null>(null);
  const [problem, setProblem] = useState("");
  const isOffered = support !== null && (support.vr === "" || support.ar === "");
  useEffect(() => {
    if (!isOffered) return undefined;
    let store: XRStore | null = null;
    let over = false;
    import("../xr").then(
      ({ makeStore, XrWorld }) => {
        if (over) return;
        store = makeStore();
        setHeadset({ store, World: XrWorld });
      },
      (error: unknown) => setProblem(`not loaded: ${String(error)}`),
    );
    return () => {
      over = true;
      void store?.getState().session?.end();
      store?.destroy();
    };
  }, [isOffered]);
  return { headset, problem };
}

/** The headset of this browser, if it has one: what it can, and the way in. */
export function useHeadset(): HeadsetOffer {
  const support = useSupport();
  const { headset, problem: loading } = useModule(support);
  const [refused, setRefused] = useState("");
  const sight = useMemo(() => new SightOfHeadset(), []);
  const store = headset?.store;
  const mode = useSyncExternalStore(
    store?.subscribe ?? nothing,
    () => store?.getState().mode ?? null,
  );
  const enter = (kind: SessionKind): void => {
    setRefused("");
    store?.enterXR(`immersive-${kind}`).catch((error: unknown) => {
      setRefused(error instanceof Error ? error.message : String(error));
    });
  };
  const leave = useCallback(() => void store?.getState().session?.end(), [store]);
  const kind = mode === "immersive-vr" ? "vr" : mode === "immersive-ar" ? "ar" : null;
  return { support, headset, kind, problem: loading || refused, sight, enter, leave };
}
