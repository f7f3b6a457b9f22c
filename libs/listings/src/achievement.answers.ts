import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import type { AchievementDocument, AchievementVersion } from './achievements.projection.js';
import {
  ASSESSORS, FUNDING_SOURCES, IP_KINDS, IP_STATUSES, SECRECY_TIERS, SERVICE_GROUNDS,
  type AchievementContent, type Advantage, type Assessor, type Completer, type FundingSource, type IpKind, type IpRight, type IpStatus, type Maturity, type SecrecyTier, type ServiceGround,
} from './events.js';

export const REGION = { example: '500117', description: 'GB/T 2260 division of the unit, whose reviewer decides: `500117` Hechuan, `511622` Wusheng.' } as const;

export class AdvantageAnswer {
  @ApiProperty({ example: '挥发油保留率', description: 'What is measured.' }) measure: string;
  @ApiProperty({ example: '%', description: 'Unit of both numbers.' }) unit: string;
  @ApiProperty({ example: 91, description: 'With this achievement.' }) ours: number;
  @ApiProperty({ example: 58, description: 'With the incumbent.' }) theirs: number;
}

class IpRightAnswer {
  @ApiProperty({ enum: IP_KINDS, description: 'Kind of right.' }) kind: IpKind;
  @ApiProperty({ type: String, nullable: true, example: 'ZL209910000001.8', description: 'As the office writes it. Null where there is none (know-how).' }) number: string | null;
  @ApiProperty({ description: 'As the right is titled.' }) title: string;
  @ApiProperty({ enum: IP_STATUSES, description: 'How far it has come: `applied`, then `granted` or `registered`; know-how is `kept` secret.' }) status: IpStatus;
}

class MaturityAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: 'Technology readiness level 技术就绪水平.' }) level: number;
  @ApiProperty({ example: 'GB/T 22900-2022', description: 'The edition of the scale that the level is of.' }) edition: string;
  @ApiProperty({ enum: ASSESSORS, description: 'Who assessed it.' }) assessor: Assessor;
  @ApiProperty({ description: 'What shows the level.' }) evidence: string;
}

class CompleterAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Place among the completers 成果完成人.' }) ordinal: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null for one without an account.' }) personId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Where they belong, where that is told.' }) organisationId: string | null;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10_000, description: 'Share in basis points; those of all completers sum to 10 000, which are 100 %.' }) shareBasisPoints: number;
}

/** Everything that one version of an achievement says of itself. */
export class AchievementContentAnswer {
  @ApiProperty({ description: 'In Chinese.' }) title: string;
  @ApiProperty({ type: String, nullable: true, description: 'In English.' }) titleEn: string | null;
  @ApiProperty({ description: 'In Chinese.' }) abstract: string;
  @ApiProperty({ type: String, nullable: true, description: 'In English.' }) abstractEn: string | null;
  @ApiProperty({ description: 'The problem that it solves.' }) problemSolved: string;
  @ApiProperty({ description: 'What the market uses today.' }) incumbent: string;
  @ApiProperty({ type: [AdvantageAnswer], description: 'Better than the incumbent, in numbers.' }) advantages: readonly Advantage[];
  @ApiProperty({ enum: SERVICE_GROUNDS, description: 'Why it is, or is not, a service achievement 职务科技成果.' }) serviceGround: ServiceGround;
  @ApiProperty({ type: [IpRightAnswer], description: 'Rights in it.' }) ip: readonly IpRight[];
  @ApiProperty({ type: [String], example: ['C11B 1/10'], description: 'International Patent Classification: whole symbols or subclasses.' }) ipc: readonly string[];
  @ApiProperty({ example: 'C1331', description: 'Industry by GB/T 4754-2017: division, group or class.' }) industry: string;
  @ApiProperty({ type: MaturityAnswer, description: 'How ripe it is.' }) maturity: Maturity;
  @ApiProperty({ type: [CompleterAnswer], description: 'Who completed it, in order.' }) completers: readonly Completer[];
  @ApiProperty({ enum: FUNDING_SOURCES, description: 'Who paid for the research.' }) fundingSource: FundingSource;
  @ApiProperty({ enum: SECRECY_TIERS, description: 'Who may see the whole.' }) secrecy: SecrecyTier;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Local date on which it was completed.' }) completedOn: string | null;
}

class AchievementVersionAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 for the draft, then one more with each correction.' }) version: number;
  @ApiProperty({ format: 'date-time', description: 'When it was recorded.' }) at: string;
  @ApiProperty({ format: 'uuid', description: 'The person who recorded it.' }) by: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it replaced the version before. Null for the draft.' }) reason: string | null;
  @ApiProperty({ type: AchievementContentAnswer, description: 'The whole of it, as it was said then.' }) content: AchievementContent;
}

/** An achievement as its unit, reviewers and auditors read it. */
export class AchievementAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The unit to which it belongs.' }) organisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Number of the newest version.' }) version: number;
  @ApiProperty({ format: 'date-time' }) draftedAt: string;
  @ApiProperty({ format: 'date-time', description: 'When the newest version was recorded.' }) changedAt: string;
  @ApiProperty({ type: AchievementContentAnswer, description: 'The newest version.' }) content: AchievementContent;
  @ApiProperty({ type: [AchievementVersionAnswer], description: 'Oldest first. A version that was restricted is shown to its unit alone.' }) versions: readonly AchievementVersion[];
}

export class AchievementsPage extends CountedPage {
  @ApiProperty({ type: [AchievementAnswer] }) items: readonly AchievementAnswer[];
}

/** A version that was restricted stays in its unit, also after a later one is not. */
export const achievementOf = ({ _id, organisationId, region, draftedAt, changedAt, versions }: AchievementDocument, toOwner: boolean): AchievementAnswer => {
  const { version, content } = versions.at(-1)!;
  return { id: _id, organisationId, region, version, draftedAt, changedAt, content, versions: toOwner ? versions : versions.filter((one) => one.content.secrecy !== 'restricted') };
};
