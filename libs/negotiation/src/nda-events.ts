import type { Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/* Stored and published (`events.ts`). A shape, once recorded, keeps its meaning. */

/** Whose achievement it is, and who is let in to it. */
export const NDA_SIDES = ['discloser', 'recipient'] as const;
export type NdaSide = (typeof NDA_SIDES)[number];

/** What every event of an agreement is about: two organisations and one achievement. */
export type AboutNda = {
  readonly ndaId: string;
  readonly achievementId: string;
  readonly discloserOrganisationId: string;
  readonly recipientOrganisationId: string;
};

/** A text for both to sign 保密协议. Another one takes its place, and what was signed of this one counts no more. */
export type NdaProposed = Event<
  'NdaProposed',
  AboutNda & {
    /** 1 for the first agreement of these two about this achievement; a round begins when the one before has ended. */
    readonly round: number;
    /** 1 for the first text of the round, then one more each time. */
    readonly version: number;
    readonly side: NdaSide;
    /** SHA-256 of the file's bytes, in hex: what is signed. */
    readonly textSha256: string;
    readonly fileId: string;
    /** Of the proposal before it, which is let go; null where there was none, or where that one is in force. */
    readonly replacesFileId: string | null;
    /** The last day on which it would hold. */
    readonly untilOn: string;
    /** How many years it may hold at most, as that stood when it was proposed. */
    readonly rule: AppliedRule;
    readonly proposedBy: string;
  }
>;

/** By what a person may bind an organisation: as its decision maker, or under an authority that one recorded. */
export type SignedUnder = { readonly kind: 'decision_maker' } | { readonly kind: 'recorded_authority'; readonly authorityId: string };

export type NdaSigned = Event<
  'NdaSigned',
  AboutNda & {
    readonly version: number;
    readonly side: NdaSide;
    readonly organisationId: string;
    readonly signerPersonId: string;
    readonly signedUnder: SignedUnder;
    readonly textSha256: string;
    /** The articles under which a signature of this form binds. */
    readonly legalBasis: string;
  }
>;

/** Two persons signed the same text: it binds until the end of its last day. Takes the place of one that was in force. */
export type NdaInForce = Event<'NdaInForce', AboutNda & { readonly version: number; readonly textSha256: string; readonly untilOn: string; /** Of the text whose place it takes, which is let go. */ readonly replacesFileId: string | null }>;

/** Its time is over, a side gave notice, or it was given up before both had signed. */
export const NDA_END_GROUNDS = ['time_over', 'notice', 'given_up'] as const;
export type NdaEndGround = (typeof NDA_END_GROUNDS)[number];

/** From now on nothing more is shown under it. What was learnt stays secret, as the text and the law say. */
export type NdaEnded = Event<'NdaEnded', AboutNda & { readonly ground: NdaEndGround; readonly side: NdaSide | null; readonly reason: string | null; readonly endedBy: string }>;
