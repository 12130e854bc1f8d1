/** Drawing that leaves time for what is to be drawn next. */

export interface Surroundings {
  /** Milliseconds of a clock that never goes back. */
  monotonic: () => number;
  /** Runs its argument before the next picture. */
  nextFrame: (run: () => void) => void;
  /** Runs its argument once the picture that is being made is done. */
  afterPicture: (run: () => void) => void;
  later: (run: () => void, milliseconds: number) => void;
}

/**
 * Runs something before a picture, and no other such thing for as long as that picture took.
 *
 * A browser draws before it hears: pictures that take all of its time would keep what comes from
 * the exchange waiting, for seconds.
 */
export function pacedFrames(around: Surroundings): (run: () => void) => void {
  const { monotonic, nextFrame, afterPicture, later } = around;
  let free = Number.NEGATIVE_INFINITY;
  const draw = (run: () => void): void =>
    nextFrame(() => {
      const begun = monotonic();
      run();
      afterPicture(() => {
        const done = monotonic();
        free = done + (done - begun);
      });
    });
  return (run) => {
    const wait = free - monotonic();
    if (wait > 0) later(() => draw(run), wait);
    else draw(run);
  };
}
