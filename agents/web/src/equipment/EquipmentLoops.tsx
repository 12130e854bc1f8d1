import { actuatorsOf, type Controller, type PlantIndex } from "../core/plant";
import { LoopBars } from "../faceplate/LoopBars";
import { useTwin } from "../live/twinContext";

/** Loops that move a piece of equipment, or read what is measured at it. */
function loopsAt(plant: PlantIndex, id: string): Controller[] {
  return plant.plant.controllers.filter(
    (loop) => actuatorsOf(loop).includes(id) || plant.tags.get(loop.reads)?.equipment === id,
  );
}

export function EquipmentLoops({ id }: { id: string }) {
  const { plant } = useTwin();
  return loopsAt(plant, id).map((loop) => <LoopBars key={loop.name} loop={loop} />);
}
