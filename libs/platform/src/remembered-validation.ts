import { getMetadataStorage } from 'class-validator';
import { asDescribed } from './described-validation.js';

type Ask = ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas'];

const known = new Map<unknown, ReturnType<Ask>>();
let remembers = false;

/**
 * What class-validator is to check of a class follows from its decorators alone, yet for every body it looks through all
 * classes of the product anew. From the first call of this on, it is put together once for each class, and held to what the
 * description says of it. `schema` is the name of the class around a nested one; schemas of their own this product has none,
 * nor groups, for which nothing is remembered.
 */
export const rememberValidations = (): void => {
  if (remembers) return;
  remembers = true;
  const storage = getMetadataStorage();
  const ask: Ask = storage.getTargetValidationMetadatas.bind(storage);
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (groups?.length) return ask(target, schema, always, strictGroups, groups);
    const before = known.get(target);
    if (before) return before;
    const found = asDescribed(target, ask(target, '', always, strictGroups, groups));
    known.set(target, found);
    return found;
  };
};
