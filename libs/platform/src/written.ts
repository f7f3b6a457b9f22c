import { ApiProperty } from '@nestjs/swagger';

/** Every write answers with the thing's id and where its last event stands. */
export class WrittenAnswer {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, description: 'Give it to a query as `?position=` and the answer includes this change.' }) position: string | null;
  @ApiProperty() revision: number;
}
