import { Observable } from "../core/observable";
import { useObservable } from "../live/useObservable";

export type Theme = "light" | "dark";

const KEY = "twin.theme";
const preferred = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
const stored = localStorage.getItem(KEY);
const theme = new Observable<Theme>(stored === "dark" || stored === "light" ? stored : preferred);

function apply(): void {
  document.documentElement.dataset["theme"] = theme.get();
}

apply();
theme.subscribe(apply);

/** The page's theme, and how to change it; remembered in this browser. */
export function useTheme(): { theme: Theme; toggle: () => void } {
  const current = useObservable(theme);
  const toggle = (): void => {
    const next = current === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, next);
    theme.set(next);
  };
  return { theme: current, toggle };
}
