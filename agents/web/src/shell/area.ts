import type { Area } from "../core/plant";
import { addressWithSide, sideIn } from "../core/side";
import { useAddress } from "../live/useAddress";

/** The address that opens an area's drawing; a link or a reload keeps it, the time, and whose values. */
export function addressOf(area: string): string {
  const { hash } = window.location;
  const at = new URLSearchParams(hash.slice(1)).get("at");
  const address = new URLSearchParams({ area, ...(at !== null && { at }) });
  return addressWithSide(`#${address}`, sideIn(hash));
}

/** What a tab has room for: the identifier as words, which is shorter than the title. */
export function shortName({ id }: Area): string {
  const words = id.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The area which the page's address names; the first one if it names none that exists. */
export function useArea(areas: readonly Area[]): Area | undefined {
  const hash = useAddress();
  const wanted = new URLSearchParams(hash.slice(1)).get("area");
  return areas.find((area) => area.id === wanted) ?? areas[0];
}
