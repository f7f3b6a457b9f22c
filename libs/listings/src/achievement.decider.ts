import type { Day } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { decideFiles, type AchievementFileCommand, type AchievementFileRefusal, type HungFile } from './achievement-file-decisions.js';
import { faultOf, faultOfLevel, withTerms, type AchievementClaim, type ContentFacts, type ContentRefusal } from './achievement-rules.js';
import { decideDormancy, type DormancyCommand, type DormancyRefusal } from './dormancy-decisions.js';
import { achievementEvents, type AchievementContent, type AchievementEvent, type Maturity, type RequestRefusalGround } from './events.js';
import type { By } from './by.js';

export type AchievementCommand =
  | ({ readonly type: 'DraftAchievement'; readonly achievementId: string; readonly by: By; readonly content: AchievementClaim } & ContentFacts)
  /** `bidsStand`: somebody has bid for its right, and the bidding has not ended. `addsWhileHeld`: a number is added while the right is held. */
  | ({ readonly type: 'CorrectAchievement'; readonly by: By; readonly reason: string; readonly content: AchievementClaim; readonly bidsStand: boolean; readonly addsWhileHeld: boolean } & ContentFacts)
  | { readonly type: 'AssessMaturity'; readonly by: By; readonly maturity: Maturity; readonly assessedOn: Day; readonly today: Day }
  | DormancyCommand
  | AchievementFileCommand;

/** In order of precedence. `not_found` is also the answer to everybody who is not of the owning organisation. */
export type AchievementRefusal = 'not_found' | 'achievement_id_taken' | 'maturity_not_correctable' | 'bids_stand' | 'ip_added_while_held' | ContentRefusal | 'assessed_in_future' | DormancyRefusal | AchievementFileRefusal;

type Request = {
  readonly requestId: string;
  readonly requestedBy: string;
  readonly plan: string;
  /** Null while the unit has not answered. */
  readonly answer: { readonly agreed: boolean; readonly ground: RequestRefusalGround | null; readonly reason: string } | null;
};

/** The content is kept: a correction is compared with it, and a listing submits it. */
export type Achievement = {
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly draftedBy: string;
  readonly version: number;
  readonly content: AchievementContent;
  /** When it counts as dormant; null before that was counted. */
  readonly counted: { readonly reachesOn: string | null; readonly rule: AppliedRule | null } | null;
  readonly dormant: boolean;
  readonly implemented: boolean;
  /** A few in the life of an achievement; their ids must be known for ever. */
  readonly requests: readonly Request[];
  /** In the order they came. */
  readonly files: readonly HungFile[];
};

/** Null before it was drafted. */
export type AchievementState = Achievement | null;

const evolve = (state: AchievementState, event: AchievementEvent): AchievementState => {
  if (event.type === 'AchievementDrafted') {
    const { achievementId, organisationId, region, draftedBy, content } = event.data;
    return { achievementId, organisationId, region, draftedBy, version: 1, content, counted: null, dormant: false, implemented: false, requests: [], files: [] };
  }
  if (!state) return null;
  switch (event.type) {
    case 'AchievementCorrected':
      return { ...state, version: event.data.version, content: event.data.content };
    case 'AchievementMaturityAssessed':
      return { ...state, version: event.data.version, content: { ...state.content, maturity: event.data.maturity } };
    case 'DormancyCounted': {
      const { reachesOn, rule } = event.data;
      // Completed at another time than was said: what lay dormant by the old day is counted from the new one.
      return { ...state, counted: { reachesOn, rule }, dormant: false };
    }
    case 'DormancyReached':
      return { ...state, dormant: true };
    case 'AchievementImplemented':
      return { ...state, implemented: true, dormant: false };
    case 'TransformationRequested': {
      const { requestId, requestedBy, plan } = event.data;
      return { ...state, requests: [...state.requests, { requestId, requestedBy, plan, answer: null }] };
    }
    case 'TransformationAnswered': {
      const { requestId, agreed, ground, reason } = event.data;
      return { ...state, requests: state.requests.map((one) => (one.requestId === requestId ? { ...one, answer: { agreed, ground, reason } } : one)) };
    }
    case 'AchievementFileAttached': {
      const { fileId, sha256, tier } = event.data;
      return { ...state, files: [...state.files, { fileId, sha256, tier }] };
    }
    case 'AchievementFileRemoved':
      return { ...state, files: state.files.filter(({ fileId }) => fileId !== event.data.fileId) };
  }
};

const decide = (command: AchievementCommand, state: AchievementState): readonly AchievementEvent[] | Refusal<AchievementRefusal> => {
  if (command.type === 'DraftAchievement') {
    const { achievementId, by } = command;
    const content = withTerms(command.content);
    if (state) return state.organisationId === by.organisationId && same(state.content, content) ? [] : refuse('achievement_id_taken');
    return faultOf(content, command) ?? [{ type: 'AchievementDrafted', data: { achievementId, organisationId: by.organisationId, region: by.region, draftedBy: by.personId, content } }];
  }
  if (!state) return refuse('not_found');
  switch (command.type) {
    case 'CorrectAchievement': {
      const { by, reason } = command;
      if (state.organisationId !== by.organisationId) return refuse('not_found');
      const content = withTerms(command.content);
      if (same(state.content, content)) return [];
      if (!same(state.content.maturity, content.maturity)) return refuse('maturity_not_correctable', { level: state.content.maturity.level });
      // Who bid is bound, and so is the unit: what would end the bidding waits for its end.
      if (content.secrecy === 'restricted' && state.content.secrecy !== 'restricted' && command.bidsStand) return refuse('bids_stand');
      // What is held with the right was taken when that was reserved; another number would be promised to whoever negotiates without being theirs to have.
      if (command.addsWhileHeld) return refuse('ip_added_while_held');
      return faultOf(content, command) ?? [{ type: 'AchievementCorrected', data: { achievementId: state.achievementId, version: state.version + 1, correctedBy: by.personId, reason, content } }];
    }
    case 'AssessMaturity':
      return assess(command, state);
    case 'AttachFile':
    case 'RemoveFile':
      return decideFiles(command, state);
    default:
      return decideDormancy(command, state);
  }
};

/** Up or down: whoever looked again says so, and what the market read before stays in the history. */
const assess = ({ by, maturity, assessedOn, today }: Extract<AchievementCommand, { type: 'AssessMaturity' }>, state: Achievement): readonly AchievementEvent[] | Refusal<AchievementRefusal> => {
  const { achievementId, organisationId, version, content } = state;
  if (organisationId !== by.organisationId) return refuse('not_found');
  if (same(content.maturity, maturity)) return [];
  if (assessedOn > today) return refuse('assessed_in_future', { today });
  const levelBefore = content.maturity.level;
  return faultOfLevel(maturity) ?? [{ type: 'AchievementMaturityAssessed', data: { achievementId, version: version + 1, maturity, levelBefore, assessedOn, recordedBy: by.personId } }];
};

/** Both are always built by the same function, field by field in one order, so equal ones have equal text. */
const same = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One result of research: what it is, who completed it, how ripe it is, whether it lies dormant. Stream `achievement-<id>`. */
export const achievements: Decider<AchievementState, AchievementCommand, AchievementEvent, AchievementRefusal> = { events: achievementEvents, stateVersion: 4, initialState: null, evolve, decide };
