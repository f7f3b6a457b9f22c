/** Which terms each entry holds, by their numbers, one entry's behind another's: so that an entry can be taken out again. */
export class HeldTerms {
  private terms = new Uint32Array(1024);
  private length = 0;
  private begins: number[] = [];

  /** Of the next entry. */
  push(terms: readonly number[]): void {
    while (this.length + terms.length > this.terms.length) {
      const more = new Uint32Array(this.terms.length * 2);
      more.set(this.terms);
      this.terms = more;
    }
    this.begins.push(this.length);
    this.terms.set(terms, this.length);
    this.length += terms.length;
  }

  of(entry: number): Uint32Array {
    return this.terms.subarray(this.begins[entry], this.begins[entry + 1] ?? this.length);
  }

  /** Only those of the entries that have a new number. */
  renumber(numbers: readonly (number | undefined)[]): void {
    const begins: number[] = [];
    let length = 0;
    numbers.forEach((now, before) => {
      if (now === undefined) return;
      const terms = this.of(before);
      this.terms.copyWithin(length, terms.byteOffset / 4, terms.byteOffset / 4 + terms.length);
      begins.push(length);
      length += terms.length;
    });
    this.begins = begins;
    this.length = length;
  }
}
