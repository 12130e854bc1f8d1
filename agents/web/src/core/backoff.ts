/** Waiting times between attempts: doubling from `first` to `longest` milliseconds. */
export class Backoff {
  private attempt = 0;

  constructor(
    private readonly first = 300,
    private readonly longest = 5000,
  ) {}

  next(): number {
    return Math.min(this.longest, this.first * 2 ** this.attempt++);
  }

  reset(): void {
    this.attempt = 0;
  }
}
