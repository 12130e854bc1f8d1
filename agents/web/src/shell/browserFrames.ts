import { pacedFrames } from "../core/pacedFrames";

const tell = (word: string): void => void window.dispatchEvent(new Event(`twin:${word}`));

/** What follows the picture that is being made: messages come after it. */
function afterPicture(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
    tell("drawn");
  };
  port2.postMessage(null);
}

/** Draws before pictures of the browser; `twin:drawing` and `twin:drawn` tell whoever measures it. */
export const browserFrames = pacedFrames({
  monotonic: () => performance.now(),
  nextFrame: (run) =>
    requestAnimationFrame(() => {
      tell("drawing");
      run();
    }),
  afterPicture,
  later: (run, milliseconds) => setTimeout(run, milliseconds),
});
