import type { Day } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { ruleSetEvents, type Jurisdiction, type ProposalEndGround, type RuleSetEvent, type RuleVersionProposed, type RuleVersionRecorded } from './events.js';
import { RULES, type RuleId } from './rule-catalogue.js';
import { provinceOf, statuteOf, strictestStatute, versionsOf } from './rule-set.js';
import { isWeaker, versionOn, type RuleVersion } from './rule-version.js';

/** What officers recorded in one jurisdiction: by rule, ascending. A number of law changes a few times in a decade, so all stay. */
export type RuleSet = {
  readonly versions: { readonly [R in RuleId]?: readonly RuleVersion[] };
  /** Of the nation alone: the one that waits for the other region. */
  readonly proposed: { readonly [R in RuleId]?: RuleVersionProposed['data'] };
  /** Which proposal was confirmed last, so that its confirmation can be repeated. */
  readonly confirmed: { readonly [R in RuleId]?: string };
  /** Which one ended last without being confirmed, for the same. */
  readonly ended: { readonly [R in RuleId]?: string };
};

type Told = Omit<RuleVersionRecorded['data'], 'unit' | 'recordedBy' | 'proposal'>;

type ByOfficer = {
  /** The officer, and the GB/T 2260 division of the authority they act for. */
  readonly by: { readonly personId: string; readonly region: string };
  /** The present day in Shanghai. */
  readonly today: Day;
};

/** Of the nation it is a proposal under `proposalId`; elsewhere it is recorded at once, and the id is not used. */
export type RecordVersion = Told & ByOfficer & { readonly type: 'RecordVersion'; readonly proposalId: string };
/** An officer of the other region agrees. */
export type ConfirmVersion = ByOfficer & { readonly type: 'ConfirmVersion'; readonly ruleId: RuleId; readonly proposalId: string };
/** The region that proposed it takes it back. */
export type WithdrawProposal = Pick<ByOfficer, 'by'> & { readonly type: 'WithdrawProposal'; readonly ruleId: RuleId; readonly proposalId: string; readonly reason: string };
/** By the system, when the first day on which it was to hold is over. */
export type LapseProposal = { readonly type: 'LapseProposal'; readonly ruleId: RuleId; readonly proposalId: string; readonly by: string; readonly today: Day };
export type RuleSetCommand = RecordVersion | ConfirmVersion | WithdrawProposal | LapseProposal;

/** In order of precedence. */
export type RuleSetRefusal =
  | 'other_region'
  | 'rule_not_proposed'
  | 'other_region_confirms'
  | 'rule_version_taken'
  | 'rule_version_not_next'
  | 'below_floor_of_law'
  | 'above_ceiling_of_law'
  | 'force_weaker_than_law'
  | 'rule_amount_out_of_bounds'
  | 'rule_effective_in_past'
  | 'rule_ends_before_it_begins'
  | 'rule_unchanged';

const decide = (command: RuleSetCommand, state: RuleSet): readonly RuleSetEvent[] | Refusal<RuleSetRefusal> => {
  switch (command.type) {
    case 'RecordVersion':
      return record(command, state);
    case 'ConfirmVersion':
      return confirm(command, state);
    case 'WithdrawProposal':
      return withdraw(command, state);
    case 'LapseProposal':
      return lapse(command, state);
  }
};

const record = (command: RecordVersion, { versions, proposed }: RuleSet): readonly RuleSetEvent[] | Refusal<RuleSetRefusal> => {
  const { type: _type, today, by, proposalId, ...told } = command;
  const { jurisdiction, ruleId, version } = told;
  if (!mayRecord(by.region, jurisdiction)) return refuse('other_region', { jurisdiction });
  const known = versionsOf(jurisdiction, ruleId, versions[ruleId] ?? []);
  const taken = known.find((one) => one.version === version);
  // Before anything that depends on the day: whoever repeats it next week changes nothing either.
  if (taken) return saysTheSame(taken, told) ? [] : refuse('rule_version_taken', { latest: known.at(-1)!.version });
  const next = (known.at(-1)?.version ?? 0) + 1;
  if (version !== next) return refuse('rule_version_not_next', { next });
  const standing = proposed[ruleId];
  if (standing && proposalSaysTheSame(standing, told)) return [];
  const fault = faultOfLaw(told) ?? faultOfTime(told, today);
  if (fault) return fault;
  if (changesNothing(known, told)) return refuse('rule_unchanged', { version: versionOn(known, told.effectiveFrom)!.version });
  const { unit } = RULES[ruleId];
  if (jurisdiction === 'CN') return [{ type: 'RuleVersionProposed', data: { ...told, unit, proposalId, proposedBy: by.personId, proposedFrom: by.region } }];
  return [{ type: 'RuleVersionRecorded', data: { ...told, unit, recordedBy: by.personId, proposal: null } }];
};

/** What holds in both regions both agree to: another person, of the other region. Time may have passed since it was proposed. */
const confirm = ({ ruleId, proposalId, by, today }: ConfirmVersion, { proposed, confirmed }: RuleSet): readonly RuleSetEvent[] | Refusal<RuleSetRefusal> => {
  if (confirmed[ruleId] === proposalId) return [];
  const standing = proposed[ruleId];
  if (standing?.proposalId !== proposalId) return refuse('rule_not_proposed', { proposalId: standing?.proposalId ?? null });
  const { proposalId: _, proposedBy, proposedFrom, ...told } = standing;
  if (by.personId === proposedBy || provinceOf(by.region) === provinceOf(proposedFrom)) return refuse('other_region_confirms', { proposedFrom });
  return faultOfLaw(told) ?? faultOfTime(told, today) ?? [{ type: 'RuleVersionRecorded', data: { ...told, recordedBy: by.personId, proposal: { proposalId, proposedBy } } }];
};

/** By any officer of the region that proposed it, so that it does not wait for one who has left. */
const withdraw = ({ ruleId, proposalId, by, reason }: WithdrawProposal, { proposed, ended }: RuleSet): readonly RuleSetEvent[] | Refusal<RuleSetRefusal> => {
  if (ended[ruleId] === proposalId) return [];
  const standing = proposed[ruleId];
  if (standing?.proposalId !== proposalId) return refuse('rule_not_proposed', { proposalId: standing?.proposalId ?? null });
  if (provinceOf(by.region) !== provinceOf(standing.proposedFrom)) return refuse('other_region', { region: standing.proposedFrom });
  return [endedProposal(standing, 'withdrawn', reason, by.personId)];
};

/** A day that is over is touched by no version, so from then on nobody can confirm it. One that was replaced has ended already. */
const lapse = ({ ruleId, proposalId, by, today }: LapseProposal, { proposed }: RuleSet): readonly RuleSetEvent[] => {
  const standing = proposed[ruleId];
  return standing?.proposalId === proposalId && standing.effectiveFrom < today ? [endedProposal(standing, 'lapsed', null, by)] : [];
};

const endedProposal = ({ jurisdiction, ruleId, proposalId, proposedBy }: RuleVersionProposed['data'], ground: ProposalEndGround, reason: string | null, endedBy: string): RuleSetEvent => ({
  type: 'RuleProposalEnded', data: { jurisdiction, ruleId, proposalId, proposedBy, ground, reason, endedBy },
});

/**
 * Decisions are territorial: Chongqing's set is for officers of Chongqing, Sichuan's for those of Sichuan. The nation and the
 * provinces of comparison have no officer here: the nation's, which binds in both regions, takes both; what other provinces
 * published, which binds in neither, is taken over by either.
 */
const mayRecord = (region: string, jurisdiction: Jurisdiction): boolean => (jurisdiction === '50' || jurisdiction === '51' ? provinceOf(region) === jurisdiction : true);

const faultOfLaw = ({ jurisdiction, ruleId, amount, force }: Told): Refusal<RuleSetRefusal> | null => {
  const { statute, least, most, unit } = RULES[ruleId];
  const law = strictestStatute(jurisdiction, ruleId);
  if (law && statute === 'floor' && amount < law.amount) return refuse('below_floor_of_law', { least: law.amount, unit, article: law.article });
  if (law && statute === 'ceiling' && amount > law.amount) return refuse('above_ceiling_of_law', { most: law.amount, unit, article: law.article });
  // What its own statute requires cannot be turned into a mere permission, which would bind nobody.
  const own = statuteOf(jurisdiction, ruleId);
  if (own && isWeaker(force, own.force)) return refuse('force_weaker_than_law', { force: own.force, article: own.article });
  return Number.isInteger(amount) && amount >= least && amount <= most ? null : refuse('rule_amount_out_of_bounds', { least, most, unit });
};

/** A change never touches a day that is over: what was decided before can be recomputed. */
const faultOfTime = ({ effectiveFrom, effectiveUntil }: Told, today: Day): Refusal<RuleSetRefusal> | null => {
  if (effectiveFrom < today) return refuse('rule_effective_in_past', { earliest: today });
  return effectiveUntil !== null && effectiveUntil <= effectiveFrom ? refuse('rule_ends_before_it_begins', { after: effectiveFrom }) : null;
};

/** Who recorded it and why are not part of what a version says. */
const saysTheSame = (known: RuleVersion, told: Told): boolean =>
  known.effectiveFrom === told.effectiveFrom && known.effectiveUntil === told.effectiveUntil && holdsTheSame(known, told);

const proposalSaysTheSame = (standing: RuleVersionProposed['data'], told: Told): boolean =>
  standing.version === told.version && standing.effectiveFrom === told.effectiveFrom && standing.effectiveUntil === told.effectiveUntil && holdsTheSame(standing, told);

const holdsTheSame = (known: Pick<RuleVersion, 'amount' | 'force' | 'article' | 'source' | 'verification'>, { amount, force, article, source, verification }: Told): boolean =>
  known.amount === amount && known.force === force && known.article === article && known.source === source && known.verification === verification;

/** Whether each day of the new period would find what it finds already. It can turn only where another period begins or ends. */
const changesNothing = (known: readonly RuleVersion[], told: Told): boolean => {
  const { effectiveFrom: from, effectiveUntil: until } = told;
  const turns = known.flatMap(({ effectiveFrom, effectiveUntil }) => [effectiveFrom, effectiveUntil]).filter((day) => day !== null && day > from && (until === null || day < until));
  return [from, ...turns].every((day) => {
    const version = versionOn(known, day!);
    return version !== null && holdsTheSame(version, told);
  });
};

/** The numbers of one jurisdiction. Stream `ruleSet-<jurisdiction>`. */
export const ruleSets: Decider<RuleSet, RuleSetCommand, RuleSetEvent, RuleSetRefusal> = {
  events: ruleSetEvents,
  stateVersion: 3,
  initialState: { versions: {}, proposed: {}, confirmed: {}, ended: {} },
  evolve: (state, event) => {
    switch (event.type) {
      case 'RuleVersionRecorded': {
        const { jurisdiction: _jurisdiction, ruleId, reason: _reason, recordedBy: _recordedBy, proposal, ...version } = event.data;
        const { [ruleId]: _standing, ...proposed } = state.proposed;
        const versions = { ...state.versions, [ruleId]: [...(state.versions[ruleId] ?? []), version] };
        return { ...state, versions, proposed, confirmed: proposal ? { ...state.confirmed, [ruleId]: proposal.proposalId } : state.confirmed };
      }
      case 'RuleVersionProposed':
        return { ...state, proposed: { ...state.proposed, [event.data.ruleId]: event.data } };
      case 'RuleProposalEnded': {
        const { ruleId, proposalId } = event.data;
        const { [ruleId]: _standing, ...proposed } = state.proposed;
        return { ...state, proposed, ended: { ...state.ended, [ruleId]: proposalId } };
      }
    }
  },
  decide,
};
