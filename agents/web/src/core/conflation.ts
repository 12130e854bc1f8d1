/** Keeps only the newest item of each key until the next flush, so a slow screen never lags. */
export class Conflation<Item> {
  private readonly waiting = new Map<string, Item>();
  private scheduled = false;

  /**
   * @param keyOf identity of an item
   * @param flush receives the newest item of each key, in order of first arrival
   * @param schedule runs its argument later, once (in the browser: at the next frame)
   */
  constructor(
    private readonly keyOf: (item: Item) => string,
    private readonly flush: (items: Item[]) => void,
    private readonly schedule: (run: () => void) => void,
  ) {}

  push(items: readonly Item[]): void {
    for (const item of items) this.waiting.set(this.keyOf(item), item);
    if (this.scheduled || this.waiting.size === 0) return;
    this.scheduled = true;
    this.schedule(() => this.release());
  }

  private release(): void {
    this.scheduled = false;
    const items = [...this.waiting.values()];
    this.waiting.clear();
    this.flush(items);
  }
}
