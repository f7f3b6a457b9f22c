import { ApiProperty } from '@nestjs/swagger';
import { POSITION_FORM } from './lists.js';

/** Every write answers with the thing's id and where its last event stands. */
export class WrittenAnswer {
  @ApiProperty({ description: 'Of what was written: a UUID; of a working year, the year.', example: '019a0000-0000-7000-8000-000000000001' }) id: string;
  @ApiProperty({ type: String, nullable: true, pattern: POSITION_FORM.source, description: 'Give it to a query as `?position=` and the answer includes this change. Null when nothing was ever recorded of it.' }) position: string | null;
  @ApiProperty({ type: 'integer', description: "Number of the last event in the thing's own history, counted from 0." }) revision: number;
}
