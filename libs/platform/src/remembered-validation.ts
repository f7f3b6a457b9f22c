import { getMetadataStorage } from 'class-validator';

type Ask = ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas'];

const known = new Map<unknown, ReturnType<Ask>>();
let remembers = false;

/**
 * What class-validator is to check of a class follows from its decorators alone, yet for every body it looks through all
 * classes of the product anew. From the first call of this on, it is put together once for each class. Asked for a schema or
 * for groups, which this product does not use, nothing is remembered.
 */
export const rememberValidations = (): void => {
  if (remembers) return;
  remembers = true;
  const storage = getMetadataStorage();
  const ask: Ask = storage.getTargetValidationMetadatas.bind(storage);
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (schema || groups?.length) return ask(target, schema, always, strictGroups, groups);
    const before = known.get(target);
    if (before) return before;
    const found = ask(target, schema, always, strictGroups, groups);
    known.set(target, found);
    return found;
  };
};
