import type { PlantIndex } from "./plant";

/** The hand switch that resets the interlocks of an area; there is none where none latches. */
export function resetOf(plant: PlantIndex, area: string | undefined): string | undefined {
  return [...plant.tags.values()].find((one) => one.kind === "reset" && one.area === area)?.name;
}
