import { useTwin } from "../live/twinContext";
import { shortName } from "../shell/area";

/** The area by the name its tab has, the whole title beside the pointer. */
export function AreaCell({ area }: { area: string }) {
  const found = useTwin().plant.plant.areas.find(({ id }) => id === area);
  return (
    <td className="soft" title={found?.title}>
      {found === undefined ? area : shortName(found)}
    </td>
  );
}
