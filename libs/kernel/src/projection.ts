import type { AnyFamily, Event, Recorded } from './event.js';
import type { Document, Index } from './read-store.js';

/**
 * A read model: a pure fold per document. `key` says which documents an event touches, `evolve` what becomes of one.
 * Raise `version` whenever either changes what stands in a document: the new collection is then built beside the old one.
 */
export type Projection<D extends Document = Document, E extends Event = Event> = {
  readonly name: string;
  readonly version: number;
  readonly families: readonly AnyFamily[];
  readonly indexes: readonly Index[];
  readonly key: (event: Recorded<E>) => string | readonly string[] | null;
  readonly evolve: (document: D | null, event: Recorded<E>) => D | null;
};

/** One in which an event touches several documents and means something else for each: `id` says which one is folded. */
export type KeyedProjection<D extends Document = Document, E extends Event = Event> = Omit<Projection<D, E>, 'evolve'> & {
  readonly evolve: (document: D | null, event: Recorded<E>, id: string) => D | null;
};

/** A projection whose types are of no interest, as runners and composition roots pass it around. */
export type AnyProjection = Omit<Projection, 'key' | 'evolve'> & {
  readonly key: (event: never) => string | readonly string[] | null;
  readonly evolve: (document: never, event: never, id: string) => Document | null;
};

/** The collection one version of a projection lives in; each rebuild of the same version has one of its own. */
export const collectionOf = ({ name, version }: Pick<Projection, 'name' | 'version'>, rebuild = 0): string => `${name}_v${version}${rebuild ? `_${rebuild}` : ''}`;
