/** The kind of a piece of equipment in words: `compressor.three_stages` reads compressor, three stages. */
export function kindWords(kind: string): string {
  return kind.replace(".", ", ").replaceAll("_", " ");
}
