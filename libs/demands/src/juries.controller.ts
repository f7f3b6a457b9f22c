import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AppointJurorCommand, GiveScoreCommand, RecuseSelfCommand } from './challenge.commands.js';
import { JurorBody, ScoreBody } from './challenge.dto.js';

/** Who judges a challenge, and how they judge. Nobody does who is of one house with a side. */
@ApiTags('challenges')
@Controller('challenges')
export class JuriesController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/jurors')
  @Allow('decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'appointJuror', summary: 'Ask an expert to judge, who belongs neither to your organisation nor to an entrant’s' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'challenge_over', 'juror_recused', 'juror_not_expert', 'juror_conflicted')
  async appoint(@Param('id') id: string, @Body() { personId }: JurorBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new AppointJurorCommand({ demandId: id, jurorId: personId }, context))) };
  }

  @Post(':id/recusal')
  @HttpCode(200)
  @Allow('expert')
  @ApiOperation({ operationId: 'recuseSelf', summary: 'Ask to be let go as a juror; your scores do not count any more' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'challenge_over')
  async recuse(@Param('id') id: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RecuseSelfCommand({ demandId: id }, context))) };
  }

  @Post(':id/teams/:organisationId/scores')
  @HttpCode(200)
  @Allow('expert')
  @AsksReadModels()
  @ApiOperation({ operationId: 'giveScore', summary: 'Score a team that reached every milestone; a second score takes the place of the first' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('juror_recused', 'not_found', 'team_unknown', 'challenge_over', 'team_out', 'team_not_admitted', 'team_not_finished')
  async score(@Param('id') id: string, @Param('organisationId') organisationId: string, @Body() { points, comment }: ScoreBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new GiveScoreCommand({ demandId: id, organisationId, points, comment }, context))) };
  }
}
