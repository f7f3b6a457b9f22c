import { DECORATORS } from '@nestjs/swagger';
import Negotiator from 'negotiator';

export const CSV = 'text/csv';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Answer = { readonly type?: unknown; readonly content?: Readonly<Record<string, unknown>> };

/**
 * The media types in which a route can answer, the one it likes best first, as its description says: those that it names, or
 * JSON; a list is a table too. Null where it answers nothing or describes nothing.
 */
export const mediaTypesOf = (handler: object): readonly string[] | null => {
  const answers = (Reflect.getMetadata(DECORATORS.API_RESPONSE, handler) ?? {}) as Readonly<Record<string, Answer>>;
  const answer = Object.entries(answers).find(([status]) => status.startsWith('2'))?.[1];
  if (answer?.content) return Object.keys(answer.content);
  if (typeof answer?.type !== 'function') return null;
  return isList(answer.type.prototype as object) ? ['application/json', ...TABLES] : ['application/json'];
};

/** Every list is also a table. */
const TABLES: readonly string[] = [CSV, XLSX];

/** What it lists stands in `items`, whether it is told in pages or at once. */
const isList = (answer: object): boolean => ((Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES_ARRAY, answer) ?? []) as readonly string[]).includes(':items');

/** Of the types offered, the one that an `Accept` (RFC 9110 §12.5.1) likes best, by its weights; null when it takes none of them. */
export const acceptedOf = (accept: string | undefined, offered: readonly string[]): string | null => {
  // What most say needs no weighing.
  if (accept === undefined || accept === '*/*' || accept === offered[0]) return offered[0] ?? null;
  // All text of ours is UTF-8, and some say that they accept just that.
  const spelt = [...offered, ...offered.map((type) => `${type};charset=utf-8`)];
  return new Negotiator({ headers: { accept } }).mediaType(spelt)?.split(';')[0] ?? null;
};
