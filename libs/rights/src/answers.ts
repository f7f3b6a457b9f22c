import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { VALUATION_METHODS, type ValuationMethod } from './events.js';
import type { ValuationDocument } from './valuations.projection.js';

export class ValuationAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The achievement that was appraised.' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose achievement it is.' }) organisationId: string;
  @ApiProperty({ enum: VALUATION_METHODS }) method: ValuationMethod;
  @ApiProperty({ example: '91500117MADEM0HCX0', description: 'Unified social credit code of who appraised.' }) appraiserUscc: string;
  @ApiProperty({ description: 'Name of who appraised.' }) appraiserName: string;
  @ApiProperty({ format: 'date', description: 'The day to which the amount applies, in Shanghai.' }) appraisedOn: string;
  @ApiProperty({ format: 'date', description: 'The last day on which it may be cited.' }) validUntil: string;
  @ApiProperty({ type: 'integer', minimum: 1, example: 50_000_000, description: 'Whole fen (CNY).' }) amountFen: number;
  @ApiProperty({ description: 'SHA-256 of the report, hex.' }) reportSha256: string;
  @ApiProperty({ format: 'uuid', description: 'The person who recorded it.' }) recordedBy: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null unless the unit withdrew it.' }) withdrawnBecause: string | null;
}

export class ValuationsPage extends CountedPage {
  @ApiProperty({ type: [ValuationAnswer] }) items: readonly ValuationAnswer[];
}

export const valuationOf = ({ _id: id, ...valuation }: ValuationDocument): ValuationAnswer => ({ id, ...valuation });
