import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { PersonAnswer } from './answers.js';
import { peopleProjection, type PersonDocument } from './people.projection.js';

/** What a person's id stands for. All other answers give ids; how to reach somebody is told to nobody else. */
@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(private readonly models: ReadModels) {}

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readPerson', summary: 'The name behind a person’s id, or that the person was erased' })
  @ApiOkResponse({ type: PersonAnswer })
  @Refuses('not_found')
  async one(@Param('id', ParseUUIDPipe) id: string, @Query() { position }: PositionQuery): Promise<PersonAnswer> {
    await this.models.upTo(peopleProjection, position);
    const { name, erased } = found(await this.models.get<PersonDocument>(peopleProjection, id));
    return { id, name, erased };
  }
}
