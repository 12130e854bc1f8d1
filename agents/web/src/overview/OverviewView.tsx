import "../style/overview.css";

import { Suspense } from "react";

import { OverviewMap } from "./OverviewMap";
import { PlantLine } from "./PlantLine";

/** The whole plant at a glance (ISA-101, level 1): its areas along the flow, and what is abnormal. */
export default function OverviewView() {
  return (
    <section className="diagram overview" aria-label="Overview of the plant" data-testid="overview">
      <PlantLine />
      <Suspense fallback={<p className="scene-message">Placing the areas …</p>}>
        <OverviewMap />
      </Suspense>
    </section>
  );
}
