import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import type { By } from './training.decider.js';
import { AnnounceTrainingSessionCommand, ChangeTrainingSessionCommand, OfferTrainingCommand, WithdrawTrainingCommand, type SessionChange } from './training.commands.js';
import { AnnounceTrainingSessionBody, AssessTrainingBody, OfferTrainingBody, TrainingAnswer, TrainingReasonBody, TrainingSeatsPage, TrainingSessionAnswer, TrainingSessionsPage, TrainingSessionsQuery, TrainingsPage, TrainingsQuery } from './training.dto.js';
import { trainingSession } from './training-session.decider.js';
import { trainingSeatsProjection, trainingSessionsProjection, trainingsProjection, type TrainingDocument, type TrainingSeatDocument, type TrainingSessionDocument } from './trainings.projection.js';

/** Who uses instruments: roles that book. */
export const USERS = ['firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager'] as const;
export const byOf = ({ organisationId, personId }: Actor): By => ({ organisationId: organisationId!, personId });

const trainingOf = ({ _id: id, ...shown }: TrainingDocument): TrainingAnswer => ({ id, ...shown });
const sessionOf = ({ _id: id, ...shown }: TrainingSessionDocument): TrainingSessionAnswer => ({ id, ...shown });
const seatOf = ({ _id, ...shown }: TrainingSeatDocument) => shown;

/** Courses for instruments, their sessions and who sits in them. */
@ApiTags('qualifications')
@Controller()
export class TrainingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
  ) {}

  @Get('trainings')
  @Public()
  @ApiOperation({ operationId: 'listTrainings', summary: 'Trainings for instruments; newest first' })
  @ApiOkResponse({ type: TrainingsPage })
  async list(@Query() { organisationId, limit, cursor, position }: TrainingsQuery): Promise<TrainingsPage> {
    await this.models.upTo(trainingsProjection, position);
    const filter = { organisationId };
    const [page, count] = await Promise.all([this.models.find<TrainingDocument>(trainingsProjection, { filter, sort: { field: 'offeredAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }), this.models.count(trainingsProjection, filter)]);
    return { items: page.items.map(trainingOf), next: page.next, count };
  }

  @Get('trainings/:id')
  @Public()
  @ApiOperation({ operationId: 'readTraining', summary: 'One training' })
  @ApiOkResponse({ type: TrainingAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<TrainingAnswer> {
    await this.models.upTo(trainingsProjection, position);
    return trainingOf(found(await this.models.get<TrainingDocument>(trainingsProjection, id)));
  }

  @Post('trainings')
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'offerTraining', summary: 'Offer a training for an instrument of your own, or for a class of them' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('training_id_reused', 'training_scope_not_yours')
  async offer(@Body() { id, name, level, scope, validMonths, unusedDays }: OfferTrainingBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const trainingId = id ?? derivedId(context.commandId, 'training');
    const data = { trainingId, name: { zh: name.zh, en: name.en }, level, scope: { kind: scope.kind, of: scope.of }, validMonths, unusedDays };
    return { id: trainingId, ...accepted(await this.commands.execute(new OfferTrainingCommand(data, byOf(actor), actor.region!, context))) };
  }

  @Post('trainings/:id/withdrawal')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'withdrawTraining', summary: 'Hold a training no more; certificates that were issued stay' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('training_unknown')
  async withdraw(@Param('id') id: string, @Body() { reason }: TrainingReasonBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new WithdrawTrainingCommand(id, reason, byOf(actor), context))) };
  }

  @Get('training-sessions')
  @Public()
  @ApiOperation({ operationId: 'listTrainingSessions', summary: 'Sessions of trainings with the seats that are taken; latest beginning first' })
  @ApiOkResponse({ type: TrainingSessionsPage })
  async sessions(@Query() { organisationId, trainingId, limit, cursor, position }: TrainingSessionsQuery): Promise<TrainingSessionsPage> {
    await this.models.upTo(trainingSessionsProjection, position);
    const filter = { organisationId, trainingId };
    const [page, count] = await Promise.all([this.models.find<TrainingSessionDocument>(trainingSessionsProjection, { filter, sort: { field: 'from', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }), this.models.count(trainingSessionsProjection, filter)]);
    return { items: page.items.map(sessionOf), next: page.next, count };
  }

  @Get('training-sessions/:id')
  @Public()
  @ApiOperation({ operationId: 'readTrainingSession', summary: 'One session' })
  @ApiOkResponse({ type: TrainingSessionAnswer })
  @Refuses('not_found')
  async session(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<TrainingSessionAnswer> {
    await this.models.upTo(trainingSessionsProjection, position);
    return sessionOf(found(await this.models.get<TrainingSessionDocument>(trainingSessionsProjection, id)));
  }

  @Post('trainings/:id/sessions')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'announceTrainingSession', summary: 'Announce a session with seats' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('training_session_id_reused', 'training_unknown', 'training_withdrawn', 'training_session_span_wrong')
  async announce(@Param('id') trainingId: string, @Body() { id, from, until, seats, place }: AnnounceTrainingSessionBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const sessionId = id ?? derivedId(context.commandId, 'trainingSession');
    const data = { sessionId, trainingId, from, until, seats, place: { zh: place.zh, en: place.en } };
    return { id: sessionId, ...accepted(await this.commands.execute(new AnnounceTrainingSessionCommand(data, byOf(actor), context))) };
  }

  @Post('training-sessions/:id/cancellation')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'cancelTrainingSession', summary: 'Cancel a session that has not begun; whoever has a seat is told' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('training_session_unknown', 'training_session_begun')
  cancel(@Param('id') id: string, @Body() { reason }: TrainingReasonBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'cancel', reason });
  }

  @Post('training-sessions/:id/seat')
  @HttpCode(200)
  @Allow(...USERS)
  @ApiOperation({ operationId: 'takeTrainingSeat', summary: 'Take a seat for yourself' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('training_session_unknown', 'training_session_cancelled', 'training_session_begun', 'training_session_full')
  take(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'take' });
  }

  @Post('training-sessions/:id/seat/return')
  @HttpCode(200)
  @Allow(...USERS)
  @ApiOperation({ operationId: 'returnTrainingSeat', summary: 'Give your seat back before the session begins' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('training_session_unknown', 'training_session_begun')
  giveBack(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'give_back' });
  }

  @Post('training-sessions/:id/assessments')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'assessTraining', summary: 'Say who passed, took part or was absent; whoever passed gets the certificate' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('training_session_unknown', 'training_session_cancelled', 'training_seat_unknown', 'assesses_oneself', 'training_session_not_begun', 'training_assessed_otherwise')
  assess(@Param('id') id: string, @Body() { personId, outcome }: AssessTrainingBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'assess', personId, outcome });
  }

  @Get('training-sessions/:id/seats')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listTrainingSeats', summary: 'Who has, or had, a seat in a session of your own; first taken first' })
  @ApiOkResponse({ type: TrainingSeatsPage })
  @Refuses('not_found')
  async seats(@Param('id') sessionId: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<TrainingSeatsPage> {
    await this.models.upTo(trainingSeatsProjection, position);
    if ((await this.kernel.load(trainingSession, sessionId))?.organisationId !== actor.organisationId) throw notFound();
    const page = await this.models.find<TrainingSeatDocument>(trainingSeatsProjection, { filter: { sessionId }, sort: { field: 'takenAt', direction: 'asc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(seatOf), next: page.next };
  }

  @Get('training-seats')
  @SignedIn()
  @ApiOperation({ operationId: 'listMyTrainingSeats', summary: 'Your own seats; latest session first' })
  @ApiOkResponse({ type: TrainingSeatsPage })
  async mine(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<TrainingSeatsPage> {
    await this.models.upTo(trainingSeatsProjection, position);
    const page = await this.models.find<TrainingSeatDocument>(trainingSeatsProjection, { filter: { personId }, sort: { field: 'from', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(seatOf), next: page.next };
  }

  private async change(id: string, { actor, context }: SignedInCaller, change: SessionChange): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ChangeTrainingSessionCommand(id, change, byOf(actor), context))) };
  }
}
