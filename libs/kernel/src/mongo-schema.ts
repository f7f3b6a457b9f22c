import { Schema, type Connection } from 'mongoose';
import type { Index } from './read-store.js';

/** `_id` behind the fields, as it stands in every order: a page then begins anywhere without reading what lies before. */
const keysOf = (index: Index): Record<string, 1> =>
  Object.fromEntries(('list' in index ? [index.list] : [...index.fields, '_id']).map((field) => [field, 1 as const]));

/** What all collections have in common, and the indexes that one of them declares. */
const schemaOf = (indexes: readonly Index[]): Schema => {
  const schema = new Schema(
    { _id: String, _position: { type: String, required: true }, _gone: String, _escaped: Boolean },
    { strict: false, versionKey: false, autoCreate: false, autoIndex: false },
  );
  for (const index of indexes) schema.index(keysOf(index));
  // Only what was removed stands in this one.
  schema.index({ _gone: 1 }, { sparse: true });
  return schema;
};

/**
 * Makes the collection with its declared indexes. Schemas serve for this alone: their casting would make text of a number
 * that is asked for by `_id` and drop what they take for empty, so documents go through the driver as they are.
 */
export const ensureCollection = async (connection: Connection, collection: string, indexes: readonly Index[]): Promise<void> => {
  if (collection in connection.models) connection.deleteModel(collection);
  await connection.model(collection, schemaOf(indexes), collection).createIndexes();
};

/** Of the indexes that a server names: the fields that hold one value, never a list. */
export const plainFieldsOf = (indexes: readonly { readonly key: Readonly<Record<string, unknown>> }[]): ReadonlySet<string> =>
  new Set(indexes.map(({ key }) => Object.keys(key)).filter((fields) => fields.length > 1 && fields.at(-1) === '_id').flatMap((fields) => fields.slice(0, -1)));
