import { kindWords } from "./kindWords";
import type { Equipment } from "./plant";

/** Equipment with each word of a text in its id, kind or description; what begins so comes first. */
export function foundEquipment(all: readonly Equipment[], text: string): Equipment[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const isFound = ({ id, kind, description }: Equipment): boolean => {
    const told = `${id} ${kindWords(kind)} ${description}`.toLowerCase();
    return words.every((word) => told.includes(word));
  };
  const beginsSo = ({ id }: Equipment): boolean => id.toLowerCase().startsWith(words[0] ?? "");
  return all.filter(isFound).sort((a, b) => Number(beginsSo(b)) - Number(beginsSo(a)));
}
