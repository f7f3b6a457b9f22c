import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { achievementEvents, type AchievementContent, type AchievementEvent, type Completer, type IpRight } from './events.js';

/** Who asks: a person, for their organisation. */
type By = { readonly personId: string; readonly organisationId: string; readonly region: string };

export type AchievementCommand =
  | { readonly type: 'DraftAchievement'; readonly achievementId: string; readonly by: By; readonly content: AchievementContent }
  | { readonly type: 'CorrectAchievement'; readonly by: By; readonly reason: string; readonly content: AchievementContent };

/** In order of precedence. `not_found` is also the answer to everybody who is not of the owning organisation. */
export type AchievementRefusal =
  | 'not_found'
  | 'achievement_id_taken'
  | 'completers_not_in_order'
  | 'completer_unknown'
  | 'completer_twice'
  | 'share_not_positive'
  | 'shares_not_whole'
  | 'trl_out_of_scale'
  | 'ip_number_missing'
  | 'ip_number_twice'
  | 'ip_status_contradicts_number';

/** Null before it was drafted. The content is kept: a correction is compared with it, and a listing submits it. */
export type AchievementState = {
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly draftedBy: string;
  readonly version: number;
  readonly content: AchievementContent;
} | null;

/** 100 %. */
export const WHOLE_BASIS_POINTS = 10_000;

type Rule = (content: AchievementContent) => Refusal<AchievementRefusal> | null;

/** The first refusal wins; their order is the order of precedence. */
const RULES: readonly Rule[] = [
  ({ completers }) => (completers.length > 0 && completers.every(({ ordinal }, place) => ordinal === place + 1) ? null : refuse('completers_not_in_order')),
  ({ completers }) => told('completer_unknown', completers.find(({ personId, organisationId }) => personId === null && organisationId === null)),
  ({ completers }) => told('completer_twice', repeated(completers.filter(({ personId }) => personId !== null), ({ personId }) => personId!)),
  ({ completers }) => told('share_not_positive', completers.find(({ shareBasisPoints }) => !Number.isInteger(shareBasisPoints) || shareBasisPoints < 1)),
  ({ completers }) => {
    const sum = completers.reduce((total, { shareBasisPoints }) => total + shareBasisPoints, 0);
    return sum === WHOLE_BASIS_POINTS ? null : refuse('shares_not_whole', { sumBasisPoints: sum, wholeBasisPoints: WHOLE_BASIS_POINTS });
  },
  ({ maturity: { level } }) => (Number.isInteger(level) && level >= 1 && level <= 9 ? null : refuse('trl_out_of_scale', { level, from: 1, to: 9 })),
  ({ ip }) => toldOfRight('ip_number_missing', ip.find(({ kind, number }) => number === null && kind === 'patent')),
  ({ ip }) => toldOfRight('ip_number_twice', repeated(ip.filter(({ number }) => number !== null), ({ kind, number }) => `${kind} ${withoutMark(number!)}`)),
  // ZL stands only before the number of a granted patent (domain page §1.6).
  ({ ip }) => toldOfRight('ip_status_contradicts_number', ip.find(({ kind, number, status }) => kind === 'patent' && status === 'applied' && number!.startsWith('ZL'))),
];

/** One application and the patent granted on it are one right. */
const withoutMark = (number: string): string => number.replace(/^ZL/, '');

const told = (code: AchievementRefusal, completer: Completer | undefined): Refusal<AchievementRefusal> | null =>
  completer ? refuse(code, { ordinal: completer.ordinal }) : null;

const toldOfRight = (code: AchievementRefusal, right: IpRight | undefined): Refusal<AchievementRefusal> | null =>
  right ? refuse(code, { kind: right.kind, number: right.number, title: right.title }) : null;

/** The first that says the same as one before it. */
const repeated = <T>(items: readonly T[], keyOf: (item: T) => string): T | undefined => {
  const keys = items.map(keyOf);
  return items.find((_, place) => keys.indexOf(keys[place]!) < place);
};

/** What the rules say of a content; null when it may be recorded. */
const faultOf = (content: AchievementContent): Refusal<AchievementRefusal> | null => {
  for (const rule of RULES) {
    const refusal = rule(content);
    if (refusal) return refusal;
  }
  return null;
};

/** Contents are always built by the same function, field by field in one order, so equal contents have equal text. */
const same = (one: AchievementContent, other: AchievementContent): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One result of research: what it is, who completed it, how ripe it is. Stream `achievement-<id>`. */
export const achievements: Decider<AchievementState, AchievementCommand, AchievementEvent, AchievementRefusal> = {
  events: achievementEvents,
  stateVersion: 1,
  initialState: null,
  evolve: (state, event) => {
    switch (event.type) {
      case 'AchievementDrafted': {
        const { achievementId, organisationId, region, draftedBy, content } = event.data;
        return { achievementId, organisationId, region, draftedBy, version: 1, content };
      }
      case 'AchievementCorrected':
        return state && { ...state, version: event.data.version, content: event.data.content };
    }
  },
  decide: (command, state) => {
    switch (command.type) {
      case 'DraftAchievement': {
        const { achievementId, by, content } = command;
        if (state) return state.organisationId === by.organisationId && same(state.content, content) ? [] : refuse('achievement_id_taken');
        return (
          faultOf(content) ?? [
            { type: 'AchievementDrafted', data: { achievementId, organisationId: by.organisationId, region: by.region, draftedBy: by.personId, content } },
          ]
        );
      }
      case 'CorrectAchievement': {
        const { by, reason, content } = command;
        if (!state || state.organisationId !== by.organisationId) return refuse('not_found');
        if (same(state.content, content)) return [];
        return (
          faultOf(content) ?? [
            { type: 'AchievementCorrected', data: { achievementId: state.achievementId, version: state.version + 1, correctedBy: by.personId, reason, content } },
          ]
        );
      }
    }
  },
};
