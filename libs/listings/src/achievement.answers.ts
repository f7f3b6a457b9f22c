import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '@hewu/platform/src/actor.js';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { VERSION_CHANGES, type AchievementDocument, type AchievementVersion, type RequestShown, type VersionChange } from './achievements.projection.js';
import {
  ASSESSORS, FUNDING_SOURCES, IP_KINDS, IP_STATUSES, REQUEST_REFUSAL_GROUNDS, SECRECY_TIERS, SERVICE_GROUNDS,
  type AchievementContent, type Advantage, type Assessor, type Completer, type FundingSource, type IpKind, type IpRight, type IpStatus, type Maturity, type RequestRefusalGround, type SecrecyTier, type ServiceGround,
} from './events.js';
import { seesWorkOf } from './readers.js';

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
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'When the office was asked 申请日.' }) filedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'When it was granted, registered or approved.' }) grantedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Software: first publication. Layout: first commercial use.' }) firstUsedOn: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Whether a variety is of woody plants or vines.' }) woodyOrVine: boolean | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Who holds it; null: the unit itself.' }) holderOrganisationId: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The first day on which it no longer holds, counted by kind: a patent for an invention 20, a utility model 10, a design 15 years from filing (专利法 42). Null where its days do not tell.' }) expiresOn: string | null;
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
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 for the draft, then one more with each correction or assessment.' }) version: number;
  @ApiProperty({ enum: VERSION_CHANGES, description: 'What made it: a draft, a correction, or an assessment of its maturity.' }) change: VersionChange;
  @ApiProperty({ format: 'date-time', description: 'When it was recorded.' }) at: string;
  @ApiProperty({ format: 'uuid', description: 'The person who recorded it.' }) by: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was corrected. Null for the draft, and for an assessment, which says so in its evidence.' }) reason: string | null;
  @ApiProperty({ type: AchievementContentAnswer, description: 'The whole of it, as it was said then.' }) content: AchievementContent;
}

class RequestAnswerAnswer {
  @ApiProperty({ description: 'Whether the unit agrees. An agreement on the transformation follows.' }) agreed: boolean;
  @ApiProperty({ enum: REQUEST_REFUSAL_GROUNDS, type: String, nullable: true, description: 'Why it does not; null when it does.' }) ground: RequestRefusalGround | null;
  @ApiProperty({ description: 'In its own words.' }) reason: string;
  @ApiProperty({ format: 'uuid', description: 'The decision maker.' }) answeredBy: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class TransformationRequestAnswer {
  @ApiProperty({ format: 'uuid' }) requestId: string;
  @ApiProperty({ format: 'uuid', description: 'The completer who asks.' }) requestedBy: string;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ description: 'What the completer would do with it.' }) plan: string;
  @ApiProperty({ format: 'date', description: 'Until the end of which day the unit answers.' }) answerBy: string;
  @ApiProperty({ type: RequestAnswerAnswer, nullable: true, description: 'Null before it did. Silence grants nothing.' }) answer: RequestAnswerAnswer | null;
}

/** An achievement as its unit, its completers, reviewers and auditors read it. */
export class AchievementAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The unit to which it belongs.' }) organisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Number of the newest version.' }) version: number;
  @ApiProperty({ format: 'date-time' }) draftedAt: string;
  @ApiProperty({ format: 'date-time', description: 'When the newest version was recorded.' }) changedAt: string;
  @ApiProperty({ type: AchievementContentAnswer, description: 'The newest version.' }) content: AchievementContent;
  @ApiProperty({ type: [AchievementVersionAnswer], description: 'Oldest first. A version that was restricted is shown to its unit alone.' }) versions: readonly AchievementVersion[];
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day before it counts as dormant. Null where its region has no such rule, or no completion is known.' }) dormantAfter: string | null;
  @ApiProperty({ description: 'Whether it lies dormant: not used for so long after its completion. Its completers may apply then.' }) dormant: boolean;
  @ApiProperty({ description: 'Whether a right in it was granted to somebody.' }) implemented: boolean;
  @ApiProperty({ type: [TransformationRequestAnswer], description: 'What completers asked, oldest first. A completer of another unit reads their own.' }) requests: readonly RequestShown[];
}

export class AchievementsPage extends CountedPage {
  @ApiProperty({ type: [AchievementAnswer] }) items: readonly AchievementAnswer[];
}

/** A version that was restricted stays in its unit, also after a later one is not; what one completer plans is not for one of another unit. */
export const achievementOf = ({ _id, organisationId, region, draftedAt, changedAt, versions, dormantAfter, dormant, implemented, requests: asked }: AchievementDocument, actor: Actor): AchievementAnswer => {
  const { version, content } = versions.at(-1)!;
  const requests = seesWorkOf(actor, organisationId, false) ? asked : asked.filter(({ requestedBy }) => requestedBy === actor.personId);
  const shown = actor.organisationId === organisationId ? versions : versions.filter((one) => one.content.secrecy !== 'restricted');
  return { id: _id, organisationId, region, version, draftedAt, changedAt, content, versions: shown, dormantAfter, dormant, implemented, requests };
};
