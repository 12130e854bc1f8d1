/** Stands for uPlot where there is no canvas: nothing is drawn. */
export default class NoCurves {
  static paths = {};
  setData(): void {}
  setScale(): void {}
  setSize(): void {}
  destroy(): void {}
}
