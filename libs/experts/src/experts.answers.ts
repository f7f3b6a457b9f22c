import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import type { ExpertDocument } from './experts.projection.js';

export class ExpertEntryBody {
  @Text(500, 'What the person knows about, for everybody to read.')
  expertise: string;
}

/** What the public reads of a person who lets themselves be found. How to reach them is told to nobody: their organisation is. */
export class ExpertAnswer {
  @ApiProperty({ format: 'uuid', description: 'That of the person.' }) id: string;
  @ApiProperty({ description: 'As the account had it when the entry was published.' }) name: string;
  @ApiProperty({ format: 'uuid', description: 'For whom they work.' }) organisationId: string;
  @ApiProperty({ example: '500117', description: 'GB/T 2260 division of that organisation.' }) region: string;
  @ApiProperty({ description: 'What they know about, in their own words.' }) expertise: string;
  @ApiProperty({ format: 'date-time' }) publishedAt: string;
}

export class ExpertsPage extends CountedPage {
  @ApiProperty({ type: [ExpertAnswer] }) items: readonly ExpertAnswer[];
}

/** Of one that is public. */
export const expertOf = ({ _id: id, name, organisationId, region, expertise, publishedAt }: ExpertDocument): ExpertAnswer =>
  ({ id, name, organisationId: organisationId!, region: region!, expertise, publishedAt: publishedAt! });
