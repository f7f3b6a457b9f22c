import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AnswerRequestBody, RequestTransformationBody } from './achievement-life.dto.js';
import { AssessMaturityCommand } from './achievement.commands.js';
import { AssessMaturityBody, maturityOf } from './achievement.dto.js';
import { AnswerRequestCommand, RequestTransformationCommand } from './dormancy.commands.js';

/** What becomes of an achievement after it was recorded: it is assessed again, and may lie dormant. */
@ApiTags('achievements')
@Controller('achievements')
export class AchievementLifeController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/assessments')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer')
  @ApiOperation({ operationId: 'assessMaturity', summary: 'Record how ripe it is now; the level may fall. The market reads it with the next submission' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'trl_out_of_scale', 'assessed_in_future')
  async assess(@Param('id') id: string, @Body() body: AssessMaturityBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new AssessMaturityCommand({ achievementId: id, maturity: maturityOf(body), assessedOn: body.assessedOn }, context))) };
  }

  @Post(':id/transformation-requests')
  @Allow('researcher')
  @AsksReadModels()
  @ApiOperation({ operationId: 'requestTransformation', summary: 'As a completer, ask to transform what lies dormant (Chongqing regulation art. 27)' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the request.' })
  @Refuses('not_found', 'not_completer', 'request_id_taken', 'not_dormant', 'request_open')
  async request(@Param('id') achievementId: string, @Body() { id, plan }: RequestTransformationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const requestId = id ?? derivedId(context.commandId, 'transformation-request');
    return { id: requestId, ...accepted(await this.commands.execute(new RequestTransformationCommand({ achievementId, requestId, plan }, context))) };
  }

  @Post(':id/transformation-requests/:requestId/answer')
  @HttpCode(200)
  @Allow('decision_maker')
  @ApiOperation({ operationId: 'answerTransformationRequest', summary: 'Answer a completer for the unit; a no needs a ground' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'request_answered', 'own_request', 'refusal_without_ground')
  async answer(
    @Param('id') achievementId: string,
    @Param('requestId') requestId: string,
    @Body() { agreed, ground, reason }: AnswerRequestBody,
    @FromCaller() { context }: SignedInCaller,
  ): Promise<WrittenAnswer> {
    return { id: requestId, ...accepted(await this.commands.execute(new AnswerRequestCommand({ achievementId, requestId, agreed, ground: ground ?? null, reason }, context))) };
  }
}
