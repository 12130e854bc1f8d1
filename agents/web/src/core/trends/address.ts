/** The part of the page's address that names trends: their tags, and the time that is shown. */

const VIEW = "trends";
/** More curves in one picture nobody tells apart. */
export const MOST_TAGS = 8;
const DEFAULT_MINUTES = 60;
/** As far back as the history is asked for. */
const MOST_MINUTES = 7 * 24 * 60;

/** Of a plot's time axis, in Unix seconds. */
export interface Window {
  from: number;
  to: number;
}

export interface Trends {
  tags: string[];
  minutes: number;
  /** A part of the past that is looked at; null to go on with what is live. */
  zoom: Window | null;
}

function zoomIn(text: string | null): Window | null {
  const [from, to, ...more] = (text ?? "").split("_").map(Number);
  if (from === undefined || to === undefined || more.length > 0 || !(to > from)) return null;
  return { from, to };
}

export const NO_TRENDS: Trends = { tags: [], minutes: DEFAULT_MINUTES, zoom: null };

/** What an address names; null if it is not one of trends. What it says wrongly is left open. */
export function trendsIn(hash: string): Trends | null {
  const known = new URLSearchParams(hash.slice(1));
  const named = known.get("tags");
  if (known.get("view") !== VIEW || named === null) return null;
  const tags = [...new Set(named.split(",").filter(Boolean))];
  const minutes = Number(known.get("minutes"));
  const isSpan = minutes > 0 && minutes <= MOST_MINUTES;
  return {
    tags: tags.slice(0, MOST_TAGS),
    minutes: isSpan ? minutes : DEFAULT_MINUTES,
    zoom: zoomIn(known.get("zoom")),
  };
}

/** The address of trends; what else it says of the page is kept. */
export function addressOfTrends(hash: string, { tags, minutes, zoom }: Trends): string {
  const known = new URLSearchParams(hash.slice(1));
  known.set("view", VIEW);
  known.set("tags", tags.join(","));
  known.set("minutes", String(minutes));
  if (zoom === null) known.delete("zoom");
  else known.set("zoom", `${zoom.from.toFixed(0)}_${zoom.to.toFixed(0)}`);
  return `#${known}`;
}

/** The address with one tag more, of the trends that it named before or of new ones. */
export function addressWithTag(hash: string, tag: string): string {
  const known = trendsIn(hash) ?? NO_TRENDS;
  const others = known.tags.filter((each) => each !== tag);
  return addressOfTrends(hash, { ...known, tags: [...others, tag].slice(-MOST_TAGS) });
}
