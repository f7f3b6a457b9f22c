import type { Event } from '@hewu/kernel/src/event.js';

/** One organisation's word on a confidential demand: `disclosure-<derived(demandId, organisationId)>`. */
type AboutDisclosure = { readonly disclosureId: string; readonly demandId: string; readonly organisationId: string };

/** An organisation asks to read the problem. Where the tier asks for it, the request is its signature under a text. */
export type DisclosureRequested = Event<
  'DisclosureRequested',
  AboutDisclosure & {
    readonly toOrganisationId: string;
    readonly purpose: string;
    /** SHA-256 (hex) of the confidentiality agreement that was signed; null where the tier asks for none. */
    readonly textSha256: string | null;
    readonly requestedBy: string;
  }
>;
/** The poster lets it in, and countersigns the same text where there is one. */
export type DisclosureGranted = Event<'DisclosureGranted', AboutDisclosure & { readonly textSha256: string | null; readonly grantedBy: string }>;
export type DisclosureRefused = Event<'DisclosureRefused', AboutDisclosure & { readonly reason: string; readonly refusedBy: string }>;
