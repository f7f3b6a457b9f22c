import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '@hewu/calendar/src/days.js';
import { BadCursor, decodeCursor, encodeCursor } from '@hewu/kernel/src/read-store.js';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { FORCES, JURISDICTIONS, VERIFICATIONS, type Force, type Jurisdiction, type Verification } from './events.js';
import { RULE_IDS, RULE_UNITS, RULES, STATUTE_SIDES, type RuleId, type RuleUnit, type StatuteSide } from './rule-catalogue.js';
import { versionOn } from './rule-version.js';
import type { ProposedVersion } from './rule-sets.projection.js';
import type { ShownVersion } from './rules.js';

export class RuleVersionAnswer {
  @ApiProperty({ enum: RULE_IDS, example: 'price_notice_days', description: 'The rule.' }) ruleId: RuleId;
  @ApiProperty({ enum: JURISDICTIONS, description: 'Where it holds.' }) jurisdiction: Jurisdiction;
  @ApiProperty({ description: 'What the rule is about, in Chinese.' }) zh: string;
  @ApiProperty({ description: 'The same in English.' }) en: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Jurisdiction, rule and version name for ever what a decision went by.' }) version: number;
  @ApiProperty({ type: 'integer', minimum: 0, example: 15, description: 'Whole, in `unit`.' }) amount: number;
  @ApiProperty({ enum: RULE_UNITS, description: 'What the amount counts: `basis_points` are ten-thousandths, `fen` hundredths of a yuan.' }) unit: RuleUnit;
  @ApiProperty({ enum: FORCES, description: '`required`: it must be so; `default`: unless agreed otherwise; `permitted`: it may be so (可以).' }) force: Force;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The first day, in Shanghai, on which it holds. Null for what held before anything was recorded here.' }) effectiveFrom: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The first day on which it holds no more. Null while no end is set.' }) effectiveUntil: string | null;
  @ApiProperty({ description: 'Document and article that give the number.' }) article: string;
  @ApiProperty({ description: 'Where it was read.' }) source: string;
  @ApiProperty({ enum: VERIFICATIONS, description: 'How well the number is known.' }) verification: Verification;
  @ApiProperty({ description: 'True for the version that came with the program.' }) builtIn: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was recorded. Null when built in, as in the next two.' }) reason: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Id of the policy officer who recorded it, or confirmed it.' }) recordedBy: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Of the nation’s: id of the officer of the other region who had proposed it.' }) proposedBy: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was recorded.' }) recordedAt: string | null;
}

/** What an officer of one region proposed of the nation's, and one of the other has not confirmed: it does not hold yet. */
export class RuleProposalAnswer {
  @ApiProperty({ format: 'uuid', description: 'Who confirms names it.' }) proposalId: string;
  @ApiProperty({ type: 'integer', minimum: 2, description: 'The version that it becomes.' }) version: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Whole, in the unit of the rule.' }) amount: number;
  @ApiProperty({ enum: RULE_UNITS }) unit: RuleUnit;
  @ApiProperty({ enum: FORCES }) force: Force;
  @ApiProperty({ format: 'date', description: 'The first day on which it is to hold.' }) effectiveFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) effectiveUntil: string | null;
  @ApiProperty({ description: 'Document and article that give the number.' }) article: string;
  @ApiProperty({ description: 'Where it was read.' }) source: string;
  @ApiProperty({ enum: VERIFICATIONS }) verification: Verification;
  @ApiProperty({ description: 'Why it is proposed.' }) reason: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the policy officer.' }) proposedBy: string;
  @ApiProperty({ example: '500117', description: 'Their region; the other one confirms.' }) proposedFrom: string;
  @ApiProperty({ format: 'date-time' }) proposedAt: string;
}

export class ComparedRuleVersion extends RuleVersionAnswer {
  @ApiProperty({ description: 'The one of its jurisdiction that holds on the day asked for.' }) holds: boolean;
}

export class RulesPage extends CountedPage {
  @ApiProperty({ type: [RuleVersionAnswer] }) items: readonly RuleVersionAnswer[];
}

export class RuleAnswer {
  @ApiProperty({ enum: RULE_IDS, example: 'price_notice_days' }) id: RuleId;
  @ApiProperty({ description: 'What it is about, in Chinese.' }) zh: string;
  @ApiProperty({ description: 'The same in English.' }) en: string;
  @ApiProperty({ enum: RULE_UNITS, description: 'What its amounts count.' }) unit: RuleUnit;
  @ApiProperty({ type: String, enum: STATUTE_SIDES, nullable: true, description: 'Whether what a statute says is a `floor` or a `ceiling` for officers; null where neither.' }) statute: StatuteSide | null;
  @ApiProperty({ type: 'integer', description: 'The least amount that is sensible.' }) least: number;
  @ApiProperty({ type: 'integer', description: 'The most that is sensible.' }) most: number;
  @ApiProperty({ type: [ComparedRuleVersion], description: 'All versions: the nation first, then the provinces, each in ascending order.' }) versions: readonly ComparedRuleVersion[];
  @ApiProperty({ type: RuleProposalAnswer, nullable: true, description: 'Of the nation’s: what one region proposed and the other has not confirmed. Until then the version before it holds.' }) proposed: RuleProposalAnswer | null;
}

type History = (jurisdiction: Jurisdiction, ruleId: RuleId) => readonly ShownVersion[];

/** What holds on a day in each jurisdiction by its own word, without the fallback to the nation: by rule, then jurisdiction. */
export const rulesOn = (history: History, day: Day): readonly RuleVersionAnswer[] =>
  RULE_IDS.flatMap((ruleId) => JURISDICTIONS.flatMap((jurisdiction) => {
    const version = versionOn(history(jurisdiction, ruleId), day);
    return version ? [versionAnswer(jurisdiction, ruleId, version)] : [];
  }));

/** One rule with all its versions in all jurisdictions. */
export const ruleOf = (history: History, proposed: ProposedVersion | null, ruleId: RuleId, day: Day): RuleAnswer => {
  const { zh, en, unit, statute, least, most } = RULES[ruleId];
  const versions = JURISDICTIONS.flatMap((jurisdiction) => {
    const known = history(jurisdiction, ruleId);
    const holding = versionOn(known, day);
    return known.map((version) => ({ ...versionAnswer(jurisdiction, ruleId, version), holds: version === holding }));
  });
  return { id: ruleId, zh, en, unit, statute, least, most, versions, proposed };
};

const versionAnswer = (jurisdiction: Jurisdiction, ruleId: RuleId, shown: ShownVersion): RuleVersionAnswer => {
  const { version, amount, unit, force, effectiveFrom, effectiveUntil, article, source, verification } = shown;
  const { zh, en } = RULES[ruleId];
  const { reason, recordedBy, proposedBy, recordedAt } = 'recordedBy' in shown ? shown : { reason: null, recordedBy: null, proposedBy: null, recordedAt: null };
  return { ruleId, jurisdiction, zh, en, version, amount, unit, force, effectiveFrom, effectiveUntil, article, source, verification, builtIn: recordedBy === null, reason, recordedBy, proposedBy, recordedAt };
};

/** Page by page, without a store: the whole is a few hundred rows. The cursor names the place of the last row, so that it stays right when others come and go. */
export const rulesPage = (rows: readonly RuleVersionAnswer[], limit: number, cursor: string | undefined): RulesPage => {
  const behind = cursor === undefined ? -1 : placeIn(cursor);
  const left = rows.filter((row) => placeOf(row) > behind);
  const items = left.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && left.length > limit ? encodeCursor(placeOf(last), `${last.jurisdiction}/${last.ruleId}`) : null, count: rows.length };
};

const placeOf = ({ jurisdiction, ruleId }: RuleVersionAnswer): number => RULE_IDS.indexOf(ruleId) * JURISDICTIONS.length + JURISDICTIONS.indexOf(jurisdiction);

const placeIn = (cursor: string): number => {
  const { value } = decodeCursor(cursor);
  if (typeof value !== 'number') throw new BadCursor('the cursor is not one of this list');
  return value;
};
