import type { FacetValues } from './entry.js';

/**
 * What one facet says of every entry, as one small number each: entries with the same values share it, so that values are
 * looked at once for each number and not once for each entry.
 */
export class FacetColumn {
  private codes = new Uint32Array(64);
  private readonly values: FacetValues[] = [];
  private readonly known = new Map<string, number>();

  set(entry: number, values: FacetValues): void {
    if (entry >= this.codes.length) {
      const more = new Uint32Array(this.codes.length * 2);
      more.set(this.codes);
      this.codes = more;
    }
    const name = JSON.stringify([values.counted, values.asked]);
    let code = this.known.get(name);
    if (code === undefined) {
      code = this.values.push(values) - 1;
      this.known.set(name, code);
    }
    this.codes[entry] = code;
  }

  /** The number of each entry's values, for walking through. */
  get all(): Uint32Array {
    return this.codes;
  }

  /** For each number, 1 when it has one of the values; null when none were chosen. */
  passing(chosen: readonly string[] | undefined): Uint8Array | null {
    return chosen ? Uint8Array.from(this.values, ({ counted, asked }) => Number((asked ?? counted).some((value) => chosen.includes(value)))) : null;
  }

  /** How many codes there are, to count them. */
  get kinds(): number {
    return this.values.length;
  }

  /** From how often each code came to how often each value did: most frequent first, then by value. */
  counts(byCode: Uint32Array): readonly { readonly value: string; readonly count: number }[] {
    const counts = new Map<string, number>();
    this.values.forEach(({ counted }, code) => {
      if (byCode[code]! > 0) for (const value of new Set(counted)) counts.set(value, (counts.get(value) ?? 0) + byCode[code]!);
    });
    return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  renumber(numbers: readonly (number | undefined)[]): void {
    numbers.forEach((now, before) => {
      if (now !== undefined) this.codes[now] = this.codes[before]!;
    });
  }
}
