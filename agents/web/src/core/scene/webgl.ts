/** Whether this browser draws in three dimensions; a context is tried, for names promise nothing. */
export function hasWebGl(makeCanvas: () => HTMLCanvasElement): boolean {
  try {
    const context = makeCanvas().getContext("webgl2");
    // Browsers keep few contexts alive; this one is needed no more.
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
