/** In a posting, whether the word stands in the title. */
const IN_TITLE = 1;

/** Which entries hold a term, by their numbers, rising; with each whether it stands in a title. */
export class Postings {
  private held = new Uint32Array(4);
  length = 0;

  /** Numbers are added in rising order only. */
  add(entry: number, inTitle: boolean): void {
    if (this.length === this.held.length) {
      const more = new Uint32Array(this.length * 2);
      more.set(this.held);
      this.held = more;
    }
    this.held[this.length++] = entry * 2 + (inTitle ? IN_TITLE : 0);
  }

  /** All of them, and behind `length` nothing of meaning; for walking through. */
  get all(): Uint32Array {
    return this.held;
  }

  /** What stands at a place: twice the entry's number, and one more when it is in the title. */
  at(place: number): number {
    return this.held[place]!;
  }

  has(entry: number): boolean {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.held[middle]! >>> 1;
      if (found === entry) return true;
      if (found < entry) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  /** With other numbers (undefined: gone). Their order must stay. */
  renumber(numbers: readonly (number | undefined)[]): void {
    let kept = 0;
    for (let place = 0; place < this.length; place++) {
      const now = numbers[this.held[place]! >>> 1];
      if (now !== undefined) this.held[kept++] = now * 2 + (this.held[place]! & 1);
    }
    this.length = kept;
  }
}
