import { ApiProperty } from '@nestjs/swagger';
import { CountedPage, ListPage } from '@hewu/platform/src/lists.js';
import type { Bilingual } from './events.js';
import { BilingualAnswer, InstrumentDescriptionAnswer } from './instruments.answers.js';
import type { InstrumentVersionDocument } from './instrument-versions.projection.js';
import { REPORTING_STATES, type InstrumentDocument, type ReportingState } from './instruments.projection.js';

export class InstrumentVersionAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 as it was registered, then one more for each correction.' }) version: number;
  @ApiProperty({ type: InstrumentDescriptionAnswer, description: 'All that was said.' }) description: InstrumentDescriptionAnswer;
  @ApiProperty({ description: 'Whether it fell under the duty to share.' }) inSharingScope: boolean;
  @ApiProperty({ type: [String], description: 'Fields that differ from the version before.' }) changed: readonly string[];
  @ApiProperty({ type: String, nullable: true, description: 'Why it was corrected; null of the first.' }) reason: string | null;
  @ApiProperty({ format: 'date-time', description: 'Since when it stood so.' }) since: string;
}

export class VersionsPage extends ListPage {
  @ApiProperty({ type: [InstrumentVersionAnswer] }) items: readonly InstrumentVersionAnswer[];
}

export class InstrumentReportingAnswer {
  @ApiProperty({ format: 'uuid', description: 'The instrument.' }) id: string;
  @ApiProperty({ type: BilingualAnswer, description: 'What it is called.' }) name: Bilingual;
  @ApiProperty({ format: 'uuid', description: 'The organisation that owns it.' }) ownerOrganisationId: string;
  @ApiProperty({ example: '500117', description: 'GB/T 2260 division of the owner.' }) region: string;
  @ApiProperty({ enum: REPORTING_STATES, description: '`not_in_scope`, `not_accepted` (nothing runs yet), `due`, `breached`, `reported`.' }) state: ReportingState;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Local date of acceptance.' }) acceptedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last local day to report it.' }) dueOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Local date on which it was reported.' }) reportedOn: string | null;
  @ApiProperty({ description: 'Reported after the last day.' }) late: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'The number that the network gave it.' }) networkNumber: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the time was over and nobody had reported it.' }) breachedAt: string | null;
}

export class ReportingPage extends CountedPage {
  @ApiProperty({ type: [InstrumentReportingAnswer] }) items: readonly InstrumentReportingAnswer[];
}

export const versionOf = ({ version, description, inSharingScope, changed, reason, since }: InstrumentVersionDocument): InstrumentVersionAnswer => ({ version, description, inSharingScope, changed, reason, since });

export const reportingOf = ({ _id: id, name, ownerOrganisationId, region, reportingState: state, reporting }: InstrumentDocument): InstrumentReportingAnswer => ({ id, name, ownerOrganisationId, region, state, ...reporting });
