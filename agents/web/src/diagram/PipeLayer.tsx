import { ViewportPortal } from "@xyflow/react";
import { memo, type SVGProps } from "react";

import type { DiagramEdge } from "./graph";
import { Leader, Pipe } from "./Pipe";

/** Ground for lines below the equipment, in one picture: React Flow's edges would be a picture each. */
export function PipeLayer(props: SVGProps<SVGSVGElement>) {
  return (
    <ViewportPortal>
      <svg className="pipe-layer" {...props} />
    </ViewportPortal>
  );
}

/** Pipes and leaders of a drawing. */
export const Pipes = memo(function Pipes({ edges }: { edges: readonly DiagramEdge[] }) {
  return (
    <PipeLayer>
      {edges.map(({ id, type, data }) =>
        type === "pipe" ? <Pipe key={id} id={id} data={data} /> : <Leader key={id} data={data} />,
      )}
    </PipeLayer>
  );
});
