import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Persons and organisations are ids. Days are local days `YYYY-MM-DD`, instants ISO 8601 in UTC with milliseconds. Names and
 * texts are an organisation's, not personal.
 */

/** One text in both languages of the product. */
export type InBoth = { readonly zh: string; readonly en: string };

/** What a certificate lets somebody operate: one instrument, or every instrument of a class code. */
export type TrainingScope = { readonly kind: 'instrument' | 'class'; readonly of: string };

/** 培训: a course that an owner of instruments holds, and what passing it entitles to. Its level and scope never change: another level is another training. */
export type TrainingOffered = Event<
  'TrainingOffered',
  {
    readonly trainingId: string;
    readonly organisationId: string;
    readonly name: InBoth;
    /** 1 the lowest; whoever holds a higher one of the same scope holds the lower ones too. */
    readonly level: number;
    readonly scope: TrainingScope;
    /** A certificate is valid for so many months; null for good. */
    readonly validMonths: number | null;
    /** It lapses after so many days in which what it is for was not used; null never. */
    readonly unusedDays: number | null;
    /** The rules from which these two came, where the organisation said nothing of its own. */
    readonly rules: readonly AppliedRule[];
    readonly offeredBy: string;
    readonly offeredAt: string;
  }
>;
/** No more sessions and certificates; what was issued stays. */
export type TrainingWithdrawn = Event<'TrainingWithdrawn', { readonly trainingId: string; readonly organisationId: string; readonly reason: string; readonly withdrawnBy: string; readonly withdrawnAt: string }>;
export type TrainingEvent = TrainingOffered | TrainingWithdrawn;

export type TrainingSessionAnnounced = Event<
  'TrainingSessionAnnounced',
  {
    readonly sessionId: string;
    readonly trainingId: string;
    readonly organisationId: string;
    readonly from: string;
    readonly until: string;
    readonly seats: number;
    readonly place: InBoth;
    readonly announcedBy: string;
    readonly announcedAt: string;
  }
>;
/** `from` and `organisationId` (the host's) repeat what was announced, for whoever is told of the seat alone. */
type Seat = { readonly sessionId: string; readonly trainingId: string; readonly organisationId: string; readonly personId: string };
export type TrainingSeatTaken = Event<'TrainingSeatTaken', Seat & { readonly forOrganisationId: string; readonly from: string; readonly takenAt: string }>;
export type TrainingSeatGivenUp = Event<'TrainingSeatGivenUp', Seat & { readonly ground: 'given_back' | 'session_cancelled'; readonly givenUpAt: string }>;
/** Precedes the seats that it gives up, in the same append. */
export type TrainingSessionCancelled = Event<'TrainingSessionCancelled', { readonly sessionId: string; readonly trainingId: string; readonly organisationId: string; readonly reason: string; readonly cancelledBy: string; readonly cancelledAt: string }>;
export const TRAINING_OUTCOMES = ['passed', 'attended', 'absent'] as const;
export type TrainingOutcome = (typeof TRAINING_OUTCOMES)[number];
/** What the assessor found of one who had a seat. `on`: the day of the session, from which a certificate counts. */
export type TrainingAssessed = Event<'TrainingAssessed', Seat & { readonly outcome: TrainingOutcome; readonly on: string; readonly assessedBy: string; readonly assessedAt: string }>;
export type TrainingSessionEvent = TrainingSessionAnnounced | TrainingSeatTaken | TrainingSeatGivenUp | TrainingSessionCancelled | TrainingAssessed;

/** 资格证书: level, scope and periods are those of the training when it was issued. */
export type CertificateIssued = Event<
  'CertificateIssued',
  {
    readonly certificateId: string;
    readonly personId: string;
    readonly trainingId: string;
    readonly issuerOrganisationId: string;
    readonly level: number;
    readonly scope: TrainingScope;
    /** First and last day on which it is valid; `expiresOn` null: for good. */
    readonly issuedOn: string;
    readonly expiresOn: string | null;
    readonly unusedDays: number | null;
    /** The session that was passed; null when it was issued on other evidence. */
    readonly sessionId: string | null;
    readonly evidence: string | null;
    readonly issuedBy: string;
    readonly issuedAt: string;
  }
>;
export type CertificateRevoked = Event<'CertificateRevoked', { readonly certificateId: string; readonly personId: string; readonly issuerOrganisationId: string; readonly reason: string; readonly revokedBy: string; readonly revokedAt: string }>;
/** A use that was booked on its strength was recorded: from that day its unused days are counted anew. At most one a day. */
export type CertificateUsed = Event<'CertificateUsed', { readonly certificateId: string; readonly personId: string; readonly bookingId: string; readonly usedOn: string; readonly notedAt: string }>;
export type CertificateEvent = CertificateIssued | CertificateRevoked | CertificateUsed;

/** 互认: certificates of another issuer count as those of one's own training, from a day until a day. */
export type CertificatesRecognised = Event<
  'CertificatesRecognised',
  {
    readonly recognitionId: string;
    readonly ownerOrganisationId: string;
    /** The owner's own training for which they stand. */
    readonly trainingId: string;
    readonly issuerOrganisationId: string;
    /** Only from this level of the issuer's on, and for this scope as the issuer writes it. */
    readonly leastLevel: number;
    readonly scope: TrainingScope;
    readonly fromOn: string;
    readonly untilOn: string | null;
    readonly reason: string;
    readonly recognisedBy: string;
    readonly recognisedAt: string;
  }
>;
/** `lastOn`: the last day on which they count. */
export type RecognitionEnded = Event<'RecognitionEnded', { readonly recognitionId: string; readonly ownerOrganisationId: string; readonly lastOn: string; readonly reason: string; readonly endedBy: string; readonly endedAt: string }>;
export type RecognitionEvent = CertificatesRecognised | RecognitionEnded;

/** What an owner asks of whoever uses one of its instruments, or (`subjectKind` owner) any of them. Each version replaces the one before. */
export type RequirementsSet = Event<
  'RequirementsSet',
  {
    readonly subjectId: string;
    readonly subjectKind: 'instrument' | 'owner';
    readonly ownerOrganisationId: string;
    readonly version: number;
    /** For self-operation alone: a certificate of this training, a higher one of its scope, or one that is recognised for it. */
    readonly trainingId: string | null;
    /** To be accepted by every user, however the instrument is used. */
    readonly termsIds: readonly string[];
    readonly reason: string;
    readonly setBy: string;
    readonly setAt: string;
  }
>;

export const TERMS_KINDS = ['safety', 'result_ip', 'confidentiality', 'use'] as const;
/** 安全须知、成果知识产权约定、保密约定、使用约定. */
export type TermsKind = (typeof TERMS_KINDS)[number];
/** `sha256`: of the canonical JSON of kind, title and text. It is the version of the day from `fromOn` on, until the next. */
export type TermsPublished = Event<
  'TermsPublished',
  {
    readonly termsId: string;
    readonly ownerOrganisationId: string;
    readonly kind: TermsKind;
    readonly version: number;
    readonly title: InBoth;
    readonly text: InBoth;
    readonly sha256: string;
    readonly fromOn: string;
    readonly publishedBy: string;
    readonly publishedAt: string;
  }
>;

type Accepted = { readonly personId: string; readonly termsId: string; readonly ownerOrganisationId: string };
/** `organisationId`: for whom they acted when they accepted. */
export type TermsAccepted = Event<'TermsAccepted', Accepted & { readonly version: number; readonly sha256: string; readonly organisationId: string | null; readonly acceptedAt: string }>;
/** A later version was published, which they have not accepted; it holds from `fromOn` on. */
export type TermsAcceptanceOutdated = Event<'TermsAcceptanceOutdated', Accepted & { readonly acceptedVersion: number; readonly version: number; readonly fromOn: string; readonly outdatedAt: string }>;
export type TermsAcceptanceEvent = TermsAccepted | TermsAcceptanceOutdated;

/** `training-<trainingId>`. */
export const trainingEvents = eventFamily<TrainingEvent>('training', { TrainingOffered: { version: 1 }, TrainingWithdrawn: { version: 1 } });

/** `trainingSession-<sessionId>`: what must be strict about seats. */
export const trainingSessionEvents = eventFamily<TrainingSessionEvent>('trainingSession', {
  TrainingSessionAnnounced: { version: 1 },
  TrainingSeatTaken: { version: 1 },
  TrainingSeatGivenUp: { version: 1 },
  TrainingSessionCancelled: { version: 1 },
  TrainingAssessed: { version: 1 },
});

/** `certificates-<personId>`: all of one person, so that one look says what they may operate on a day. */
export const certificateEvents = eventFamily<CertificateEvent>('certificates', { CertificateIssued: { version: 1 }, CertificateRevoked: { version: 1 }, CertificateUsed: { version: 1 } });

/** `recognitions-<ownerOrganisationId>`: whose certificates an owner recognises. */
export const recognitionEvents = eventFamily<RecognitionEvent>('recognitions', { CertificatesRecognised: { version: 1 }, RecognitionEnded: { version: 1 } });

/** `requirements-<instrumentId or ownerOrganisationId>`. */
export const requirementsEvents = eventFamily<RequirementsSet>('requirements', { RequirementsSet: { version: 1 } });

/** `terms-<termsId>`: every version of one text. */
export const termsEvents = eventFamily<TermsPublished>('terms', { TermsPublished: { version: 1 } });

/** `termsAcceptances-<personId>`: what one person accepted, in which version. */
export const termsAcceptanceEvents = eventFamily<TermsAcceptanceEvent>('termsAcceptances', { TermsAccepted: { version: 1 }, TermsAcceptanceOutdated: { version: 1 } });
