import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { By } from './by.js';
import { ndaEvents, type AboutNda, type NdaEndGround, type NdaEvent, type NdaSide, type SignedUnder } from './events.js';
import type { InterestState } from './interest.decider.js';

export type NdaCommand =
  | {
      readonly type: 'ProposeNda';
      readonly ndaId: string;
      readonly round: number;
      readonly by: By;
      /** The interest out of which they talk. */
      readonly interest: InterestState;
      /** The proposer's own file; null where it has none of that id. */
      readonly file: { readonly fileId: string; readonly sha256: string } | null;
      /** What the proposer says that the text is. */
      readonly textSha256: string;
      readonly untilOn: string;
      readonly today: string;
      /** The last day on which an agreement made today may hold, and the rule that says so. */
      readonly latestOn: string;
      readonly rule: AppliedRule;
    }
  | {
      readonly type: 'SignNda';
      readonly by: By;
      readonly textSha256: string;
      /** By what the person may bind the organisation; null: by nothing. */
      readonly signsUnder: SignedUnder | null;
      readonly today: string;
      readonly legalBasis: string;
    }
  | { readonly type: 'EndNda'; readonly by: By; readonly reason: string }
  /** By the system, when its last day is over. */
  | { readonly type: 'EndNdaInTime'; readonly untilOn: string; readonly endedBy: string };

/** In order of precedence. `not_found` is also the answer to whoever is on neither side. */
export type NdaRefusal =
  | 'not_found' | 'interest_not_accepted' | 'nda_ended' | 'nda_file_differs' | 'nda_over' | 'nda_too_long' | 'nda_not_proposed' | 'nda_text_other' | 'authority_required' | 'side_has_signed' | 'nda_signs_for_both';

type Proposal = { readonly version: number; readonly side: NdaSide; readonly textSha256: string; readonly fileId: string; readonly untilOn: string; readonly signers: Readonly<Record<NdaSide, string | null>> };
type InForce = Omit<Proposal, 'signers'>;

/** Null before a text was proposed. */
export type NdaState =
  | (AboutNda & {
      readonly round: number;
      /** The number of the last text. */
      readonly versions: number;
      /** What waits to be signed. */
      readonly proposal: Proposal | null;
      readonly inForce: InForce | null;
      /** Who signed what is in force: a retry of the last signature is told by it. */
      readonly signers: Readonly<Record<NdaSide, string | null>>;
      readonly ended: { readonly ground: NdaEndGround; readonly reason: string | null } | null;
    })
  | null;

type Decision = readonly NdaEvent[] | Refusal<NdaRefusal>;

const NOBODY = { discloser: null, recipient: null } as const;

const evolve = (state: NdaState, event: NdaEvent): NdaState => {
  switch (event.type) {
    case 'NdaProposed': {
      const { round, version, side, textSha256, fileId, untilOn } = event.data;
      return { ...aboutOf(event.data), round, versions: version, proposal: { version, side, textSha256, fileId, untilOn, signers: NOBODY }, inForce: state?.inForce ?? null, signers: state?.signers ?? NOBODY, ended: null };
    }
    case 'NdaSigned': {
      const { side, signerPersonId } = event.data;
      return state?.proposal ? { ...state, proposal: { ...state.proposal, signers: { ...state.proposal.signers, [side]: signerPersonId } } } : state;
    }
    case 'NdaInForce': {
      if (!state?.proposal) return state;
      const { signers, ...inForce } = state.proposal;
      return { ...state, proposal: null, signers, inForce };
    }
    case 'NdaEnded':
      return state && { ...state, ended: { ground: event.data.ground, reason: event.data.reason } };
  }
};

const decide = (command: NdaCommand, state: NdaState): Decision => {
  switch (command.type) {
    case 'ProposeNda':
      return propose(command, state);
    case 'SignNda':
      return sign(command, state);
    case 'EndNda': {
      const side = state && sideOf(state, command.by);
      if (!side) return refuse('not_found');
      const { by: { personId }, reason } = command;
      if (state.ended) return state.ended.reason === reason ? [] : refuse('nda_ended', { ground: state.ended.ground });
      return [{ type: 'NdaEnded', data: { ...aboutOf(state), ground: state.inForce ? 'notice' : 'given_up', side, reason, endedBy: personId } }];
    }
    case 'EndNdaInTime': {
      const { untilOn, endedBy } = command;
      // Prolonged or ended since: another day counts, or none.
      return state?.inForce?.untilOn === untilOn && !state.ended ? [{ type: 'NdaEnded', data: { ...aboutOf(state), ground: 'time_over', side: null, reason: null, endedBy } }] : [];
    }
  }
};

const propose = ({ ndaId, round, by, interest, file, textSha256, untilOn, today, latestOn, rule }: Extract<NdaCommand, { type: 'ProposeNda' }>, state: NdaState): Decision => {
  if (!interest || !file) return refuse('not_found');
  const about = { ndaId, achievementId: interest.achievementId, discloserOrganisationId: interest.toOrganisationId, recipientOrganisationId: interest.byOrganisationId };
  const side = sideOf(about, by);
  if (!side) return refuse('not_found');
  if (interest.status !== 'accepted') return refuse('interest_not_accepted', { status: interest.status });
  if (state?.ended) return refuse('nda_ended', { ground: state.ended.ground });
  if (file.sha256 !== textSha256) return refuse('nda_file_differs', { fileSha256: file.sha256 });
  if (untilOn < today) return refuse('nda_over', { today });
  if (untilOn > latestOn) return refuse('nda_too_long', { latestOn });
  const standing = state?.proposal;
  if (standing?.side === side && standing.textSha256 === textSha256 && standing.untilOn === untilOn && standing.fileId === file.fileId) return [];
  const replacesFileId = standing && standing.fileId !== file.fileId && standing.fileId !== state.inForce?.fileId ? standing.fileId : null;
  return [{ type: 'NdaProposed', data: { ...about, round, version: (state?.versions ?? 0) + 1, side, textSha256, fileId: file.fileId, replacesFileId, untilOn, rule, proposedBy: by.personId } }];
};

const sign = ({ by, textSha256, signsUnder, today, legalBasis }: Extract<NdaCommand, { type: 'SignNda' }>, state: NdaState): Decision => {
  const side = state && sideOf(state, by);
  if (!side) return refuse('not_found');
  if (state.ended) return refuse('nda_ended', { ground: state.ended.ground });
  const { proposal, inForce } = state;
  if (!proposal) return inForce?.textSha256 === textSha256 && state.signers[side] === by.personId ? [] : refuse('nda_not_proposed');
  const { version, untilOn, signers } = proposal;
  if (proposal.textSha256 !== textSha256) return refuse('nda_text_other', { version, textSha256: proposal.textSha256 });
  if (untilOn < today) return refuse('nda_over', { today });
  if (!signsUnder) return refuse('authority_required');
  if (signers[side] === by.personId) return [];
  if (signers[side]) return refuse('side_has_signed', { side });
  const other = signers[OTHER[side]];
  if (other === by.personId) return refuse('nda_signs_for_both');
  const about = aboutOf(state);
  const signed: NdaEvent = { type: 'NdaSigned', data: { ...about, version, side, organisationId: by.organisationId, signerPersonId: by.personId, signedUnder: signsUnder, textSha256, legalBasis } };
  const replacesFileId = inForce && inForce.fileId !== proposal.fileId ? inForce.fileId : null;
  return other ? [signed, { type: 'NdaInForce', data: { ...about, version, textSha256, untilOn, replacesFileId } }] : [signed];
};

const OTHER = { discloser: 'recipient', recipient: 'discloser' } as const;

const sideOf = ({ discloserOrganisationId, recipientOrganisationId }: AboutNda, { organisationId }: By): NdaSide | null =>
  organisationId === discloserOrganisationId ? 'discloser' : organisationId === recipientOrganisationId ? 'recipient' : null;

const aboutOf = ({ ndaId, achievementId, discloserOrganisationId, recipientOrganisationId }: AboutNda): AboutNda => ({ ndaId, achievementId, discloserOrganisationId, recipientOrganisationId });

/** A file whose bytes an agreement needs, and whose it is. */
type NdaFile = { readonly fileId: string; readonly organisationId: string };

/** The last text that was proposed, and the one that is in force; both stay when it has ended. */
export const filesOf = (state: NdaState): readonly NdaFile[] =>
  state ? [state.proposal, state.inForce].flatMap((text) => (text ? [{ fileId: text.fileId, organisationId: text.side === 'discloser' ? state.discloserOrganisationId : state.recipientOrganisationId }] : [])) : [];

/** A confidentiality agreement of two organisations about one achievement. Stream `nda-<derived(achievementId, both organisations, round)>`. */
export const ndas: Decider<NdaState, NdaCommand, NdaEvent, NdaRefusal> = { events: ndaEvents, stateVersion: 1, initialState: null, evolve, decide };
