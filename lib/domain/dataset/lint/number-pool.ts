/** Many short lists of unsigned 32-bit numbers in one growing array: an array each would cost more than the numbers. */
export class NumberPool {
  #numbers = new Uint32Array(1_024);
  #used = 0;
  readonly #ends: number[] = [];

  add(list: Uint32Array): void {
    const end = this.#used + list.length;
    if (end > this.#numbers.length) {
      const larger = new Uint32Array(Math.max(end, 2 * this.#numbers.length));
      larger.set(this.#numbers.subarray(0, this.#used));
      this.#numbers = larger;
    }
    this.#numbers.set(list, this.#used);
    this.#used = end;
    this.#ends.push(end);
  }

  /** The list that was added as number `index`, counted from 0; valid until the next one is added. */
  get(index: number): Uint32Array {
    return this.#numbers.subarray(this.#ends[index - 1] ?? 0, this.#ends[index] ?? 0);
  }
}
