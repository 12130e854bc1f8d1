/** Text in at most `most` lines of about `width` letters; what does not fit ends in an ellipsis. */
export function inLines(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else if (lines.length === most) {
      lines[most - 1] = `${last ?? ""} …`;
      break;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
