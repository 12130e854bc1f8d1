/** A binary heap: always gives the entry with the lowest cost. */
export class PriorityQueue<Item> {
  private readonly heap: { item: Item; cost: number }[] = [];

  push(item: Item, cost: number): void {
    this.heap.push({ item, cost });
    this.rise(this.heap.length - 1);
  }

  pop(): Item | undefined {
    const top = this.heap[0];
    const last = this.heap.pop();
    if (top === undefined || last === undefined) return undefined;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return top.item;
  }

  private cost(place: number): number {
    return this.heap[place]?.cost ?? Infinity;
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.heap[a], this.heap[b]];
    if (first === undefined || second === undefined) return;
    this.heap[a] = second;
    this.heap[b] = first;
  }

  private rise(place: number): void {
    const parent = (place - 1) >> 1;
    if (place === 0 || this.cost(parent) <= this.cost(place)) return;
    this.swap(place, parent);
    this.rise(parent);
  }

  private sink(place: number): void {
    const left = 2 * place + 1;
    const child = this.cost(left + 1) < this.cost(left) ? left + 1 : left;
    if (this.cost(place) <= this.cost(child)) return;
    this.swap(place, child);
    this.sink(child);
  }
}
