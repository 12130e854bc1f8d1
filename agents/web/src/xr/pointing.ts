/** How rays from controllers and hands look and click. */

/** A trigger may be pulled slowly, and frames may be slow. */
export const SLOWEST_CLICK_MS = 10_000;

export const RAY = {
  minDistance: 0,
  clickThresholdMs: SLOWEST_CLICK_MS,
  rayModel: { maxLength: 3, size: 0.004, color: "#1f5fa8", opacity: 0.9 },
  // Drawn after the panels, which lie over everything.
  cursorModel: { size: 0.05, color: "#1f5fa8", opacity: 0.95, renderOrder: 30 },
} as const;
