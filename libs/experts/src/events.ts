import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast. What makes a
 * person public is recorded here and nowhere else; name and words are sealed under the person's key.
 */

/**
 * The person lets the public find them, under this name and with these words, for this organisation, from now on and until they
 * withdraw it. It is their consent (个人信息保护法 art. 13, 25): given by themselves alone, for this one purpose, and withdrawn as
 * easily (art. 15). Published again, it replaces what stood before.
 */
export type ExpertEntryPublished = Event<
  'ExpertEntryPublished',
  {
    readonly personId: string;
    readonly organisationId: string;
    readonly region: string;
    /** As the account has it at that moment. Null to whoever reads it after the person was erased. */
    readonly name: string | null;
    /** What they know about, in their own words. */
    readonly expertise: string | null;
  }
>;

/** Nobody finds them any more. */
export type ExpertEntryWithdrawn = Event<'ExpertEntryWithdrawn', { readonly personId: string }>;

export type ExpertEntryEvent = ExpertEntryPublished | ExpertEntryWithdrawn;

/** `expertEntry-<personId>`. */
export const expertEntryEvents = eventFamily<ExpertEntryEvent>('expertEntry', {
  ExpertEntryPublished: { version: 1, personal: { subject: 'personId', fields: ['name', 'expertise'] } },
  ExpertEntryWithdrawn: { version: 1 },
});
