import { canonicalJson } from '@hewu/kernel/src/ids.js';

/**
 * Whether a command says again what is known: every field of it, as a whole. For telling a repetition from another command under the
 * same id, which would otherwise be answered as done while nothing of it was recorded. A field that is missing says null. Pure.
 */
export const saysTheSame = <Said extends object>(said: Said, known: Readonly<Record<keyof Said, unknown>>): boolean =>
  (Object.keys(said) as (keyof Said)[]).every((field) => canonicalJson(said[field] ?? null) === canonicalJson(known[field] ?? null));
