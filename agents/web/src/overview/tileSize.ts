/** Size of an area's tile on the overview, in pixels. */
export const TILE = { width: 214, height: 212 };
