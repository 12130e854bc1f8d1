import { useEffect } from "react";

import { openAddress } from "../core/addressChange";
import { addressAtMomentOf } from "./moment";

function opensHere(event: MouseEvent): boolean {
  const { button, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
  return button === 0 && !(altKey || ctrlKey || metaKey || shiftKey || defaultPrevented);
}

function follow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (link === null || link.hasAttribute("target") || !opensHere(event)) return;
  event.preventDefault();
  openAddress(addressAtMomentOf(link.getAttribute("href") ?? "", window.location.hash));
}

/** Links within the page stay at the moment that is shown, which may be another one than when they were drawn. */
export function useInnerLinks(): void {
  useEffect(() => {
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, []);
}
