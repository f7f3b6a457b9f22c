import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { MEDIA_TYPES, type MediaType } from '@hewu/files/src/events.js';
import { ListPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { INCIDENT_SEVERITIES, type IncidentSeverity } from './events.js';
import { INCIDENT_STATUSES, type IncidentDocument, type IncidentStatus } from './incidents.projection.js';

export class ReportIncidentBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'At which booking; without one only people of the owner report.' }) @IsOptional() @IsUUID() bookingId: string | null = null;
  @ApiProperty({ enum: INCIDENT_SEVERITIES, description: 'Nothing came of it; something is to be repaired; somebody was hurt or the instrument stands.' }) @IsIn(INCIDENT_SEVERITIES) severity: IncidentSeverity;
  @Text(5_000, 'What happened.') what: string;
  @ApiPropertyOptional({ type: [String], maxItems: 10, default: [], description: 'Files that were sent before, such as pictures.' }) @IsOptional() @IsUUID(undefined, { each: true }) @ArrayMaxSize(10) @ArrayUnique() fileIds: string[] = [];
}

export class TakeUpIncidentBody {
  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true, default: null, description: 'Takes the instrument out of service from now until then; what is booked is offered another slot.' }) @IsOptional() @IsInstant() outageUntil: string | null = null;
}

export class CloseIncidentBody {
  @Text(5_000, 'What was done about it.') measures: string;
}

class IncidentFileAnswer {
  @ApiProperty({ format: 'uuid' }) fileId: string;
  @ApiProperty({ description: 'Of the bytes, hex.' }) sha256: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) bytes: number;
  @ApiProperty({ enum: MEDIA_TYPES }) mediaType: MediaType;
}

export class IncidentAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that owns the instrument.' }) ownerOrganisationId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'At which booking.' }) bookingId: string | null;
  @ApiProperty({ enum: INCIDENT_SEVERITIES }) severity: IncidentSeverity;
  @ApiProperty({ description: 'What happened.' }) what: string;
  @ApiProperty({ type: [IncidentFileAnswer] }) files: readonly IncidentFileAnswer[];
  @ApiProperty({ format: 'uuid' }) reportedBy: string;
  @ApiProperty({ format: 'uuid', description: 'For which organisation it was reported.' }) organisationId: string;
  @ApiProperty({ format: 'date-time', description: 'Until when the owner takes it up.' }) respondBy: string;
  @ApiProperty({ format: 'date-time' }) reportedAt: string;
  @ApiProperty({ enum: INCIDENT_STATUSES }) status: IncidentStatus;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The outage that was announced for it.' }) outageId: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) takenUpAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What was done about it.' }) measures: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) closedAt: string | null;
}

export class IncidentsPage extends ListPage {
  @ApiProperty({ type: [IncidentAnswer] }) items: readonly IncidentAnswer[];
}

export const incidentOf = ({ _id: id, ...shown }: IncidentDocument): IncidentAnswer => ({ id, ...shown });
