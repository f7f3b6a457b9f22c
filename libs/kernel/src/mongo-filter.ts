import type { mongo } from 'mongoose';
import { clausesOf, type Clause } from './filter.js';
import type { Filter } from './read-store.js';
import type { Stored } from './mongo-documents.js';

export type Match = mongo.Filter<Stored>;

/**
 * A filter as MongoDB is asked it. It goes by way of the clauses although the languages are one: what the closed subset
 * leaves out is refused, conditions that are undefined ask nothing, and an `$or` of nothing holds nowhere.
 */
export const matchOf = (filter: Filter): Match => {
  const clauses = clausesOf(filter);
  const parts = clauses.map(translated);
  // What was removed has no fields, so only a filter that something without fields meets must ask for it to be left out.
  if (clauses.every(holdsForNothing)) parts.push({ _gone: null } as unknown as Match);
  return allOf(parts);
};

export const allOf = (parts: readonly Match[]): Match => (parts.length === 0 ? {} : parts.length === 1 ? parts[0]! : { $and: [...parts] });

const asked = (field: string, condition: unknown): Match => ({ [field]: condition }) as Match;

const NOWHERE = asked('_id', { $in: [] });

const translated = (clause: Clause): Match => {
  switch (clause.ask) {
    case 'among':
      return asked(clause.field, clause.values.length === 1 ? clause.values[0]! : { $in: clause.values });
    case 'not':
      return asked(clause.field, { $ne: clause.value });
    case 'beyond':
      return asked(clause.field, { [OPERATORS[clause.operator]]: clause.value });
    case 'any': {
      const lists = clause.of.map((clauses) => allOf(clauses.map(translated)));
      return lists.length === 0 ? NOWHERE : { $or: lists };
    }
  }
};

const OPERATORS = { '>': '$gt', '>=': '$gte', '<': '$lt', '<=': '$lte' } as const;

/** Whether the clause may hold for a document that has nothing but its `_id`. */
const holdsForNothing = (clause: Clause): boolean => {
  if (clause.ask === 'any') return clause.of.some((clauses) => clauses.every(holdsForNothing));
  if (clause.field === '_id') return true;
  switch (clause.ask) {
    case 'among':
      return clause.values.includes(null);
    case 'not':
      return clause.value !== null;
    case 'beyond':
      return false;
  }
};
