/** Hands values on in the order of their positions 0, 1, 2 …, whatever the order in which they come. */
export class InOrder<T> {
  private readonly waiting = new Map<number, T>();
  private next = 0;
  private handing: Promise<void> = Promise.resolve();
  private readonly handOn: (value: T) => Promise<void>;

  constructor(handOn: (value: T) => Promise<void>) {
    this.handOn = handOn;
  }

  /** Resolves when the value, or what stands before it, has been handed on as far as it can be. */
  put(position: number, value: T): Promise<void> {
    this.waiting.set(position, value);
    this.handing = this.handing.then(() => this.flush());
    return this.handing;
  }

  private async flush(): Promise<void> {
    for (;;) {
      const value = this.waiting.get(this.next);
      if (value === undefined) return;
      this.waiting.delete(this.next);
      this.next += 1;
      await this.handOn(value);
    }
  }
}
