import "../style/overview.css";

import { Suspense, useEffect } from "react";

import { addressWithOverview, addressWithoutOverview } from "./address";
import { OverviewMap } from "./OverviewMap";
import { PlantLine } from "./PlantLine";

const address = (hash: string): void => window.history.replaceState(null, "", hash);

/** The address names the overview while it is open, so that a reload comes back to it. */
function useAddress(): void {
  useEffect(() => {
    address(addressWithOverview(window.location.hash));
    return () => address(addressWithoutOverview(window.location.hash));
  }, []);
}

/** The whole plant at a glance (ISA-101, level 1): its areas along the flow, and what is abnormal. */
export default function OverviewView() {
  useAddress();
  return (
    <section className="diagram overview" aria-label="Overview of the plant" data-testid="overview">
      <PlantLine />
      <Suspense fallback={<p className="scene-message">Placing the areas …</p>}>
        <OverviewMap />
      </Suspense>
    </section>
  );
}
