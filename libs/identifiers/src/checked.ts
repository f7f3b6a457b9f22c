/** The answer of every check: the identifier in its one written form, or the code of what is wrong with it. Never throws. */
export type Checked<Code extends string> =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: Code };

/** Takes whatever a stranger sent, of any type and any length. */
export type Check<Code extends string = string> = (input: unknown) => Checked<Code>;

export const valid = (value: string): { readonly ok: true; readonly value: string } => ({ ok: true, value });

export const invalid = <Code extends string>(problem: Code): { readonly ok: false; readonly problem: Code } => ({ ok: false, problem });

/** Longer than any identifier with its spaces; what is longer is not looked at. */
const LONGEST = 64;

/**
 * Text as a check compares it: trimmed, full-width letters, digits and blanks (as Chinese keyboards type them) and the
 * unbroken blanks of copied documents made plain, small ASCII letters made capitals. What is no text, or too long, becomes the empty text, which no identifier matches.
 * Only ASCII is folded: `toUpperCase` would make the one character ﬀ into two and let a wrong code look right.
 */
export const tidy = (input: unknown): string =>
  typeof input !== 'string' || input.length > LONGEST
    ? ''
    : input
        .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
        .replace(/[\u3000\u00a0]/g, ' ')
        .trim()
        .replace(/[a-z]/g, (small) => small.toUpperCase());

/** Σ digit × weight, over as many places as there are weights. `digits` stand as numbers, in reading order. */
export const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, place) => sum + weight * digits[place]!, 0);
