import type { Event } from '@hewu/kernel/src/event.js';

/* Stored and published (`events.ts`). A shape, once recorded, keeps its meaning. */

type About = { readonly authorityId: string; readonly organisationId: string; readonly personId: string };

/** A decision maker lets somebody of the organisation sign confidentiality agreements for it 授权 (Civil Code art. 165). */
export type SigningAuthorityGranted = Event<
  'SigningAuthorityGranted',
  About & {
    /** The last day on which it holds. */
    readonly untilOn: string;
    /** SHA-256 of the signed authorisation, in hex; the text itself stands outside the log. */
    readonly textSha256: string;
    readonly grantedBy: string;
  }
>;

export type SigningAuthorityRevoked = Event<'SigningAuthorityRevoked', About & { readonly reason: string; readonly revokedBy: string }>;
