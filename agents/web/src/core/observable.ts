/** A value that tells its listeners when it changes. */
export class Observable<Content> {
  private readonly listeners = new Set<() => void>();

  constructor(private content: Content) {}

  get = (): Content => this.content;

  set(content: Content): void {
    if (Object.is(content, this.content)) return;
    this.content = content;
    for (const listener of this.listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
