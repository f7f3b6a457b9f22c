import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';

/** An answer other than success, in RFC 9457's terms. `code` is stable; the sentence is looked up by it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details?: Readonly<Record<string, unknown>>,
    readonly headers?: Readonly<Record<string, string>>,
  ) {
    super(code);
  }
}

/** The answer of a refusal: its status and words come from the table of the context it belongs to. */
export class RefusalProblem extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused);
  }
}

/** Passes what was done through and raises what was refused, for controllers: `const { position } = accepted(await …)`. */
export const accepted = <T>(outcome: T | Refusal): T => {
  if (isRefusal(outcome)) throw new RefusalProblem(outcome);
  return outcome;
};

/** A missing thing and a thing of somebody else's are told alike, so that ids cannot be tried out. */
export const notFound = (): Problem => new Problem(404, 'not_found');

/** The value, or 404. */
export const found = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw notFound();
  return value;
};
