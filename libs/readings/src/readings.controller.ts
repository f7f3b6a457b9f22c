import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { BOOKING_REGISTER, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { InstrumentKeysAnswer, readingsOf, ReadingsPage, RegisterKeyBody, RevokeKeyBody, SignedReadingsBody } from './dto.js';
import { ChangeKeyCommand, keyIdFor, ReceiveReadingsCommand } from './readings.commands.js';
import { readings } from './readings.decider.js';
import { readingsProjection, type ReadingsDocument } from './readings.projection.js';

/** The keys of an instrument, and what it says of itself. */
@ApiTags('readings')
@Controller('instruments/:id')
export class ReadingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  @Get('keys')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listInstrumentKeys', summary: 'The keys with which an instrument signs' })
  @ApiOkResponse({ type: InstrumentKeysAnswer })
  @Refuses('not_found')
  async keys(@Param('id') instrumentId: string, @FromCaller() { actor }: SignedInCaller): Promise<InstrumentKeysAnswer> {
    await this.owned(instrumentId, actor.organisationId);
    const { keys } = await this.kernel.load(readings, instrumentId);
    return { items: Object.entries(keys).map(([id, { publicKey, revoked }]) => ({ id, publicKey, revoked })) };
  }

  @Post('keys')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'registerInstrumentKey', summary: 'Let an instrument sign with a key; its id follows from it' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'instrument_key_revoked', 'instrument_keys_many')
  async register(@Param('id') instrumentId: string, @Body() { publicKey }: RegisterKeyBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const ownerOrganisationId = await this.owned(instrumentId, actor.organisationId);
    const keyId = keyIdFor(instrumentId, publicKey);
    const change = { do: 'register_key', instrumentId, ownerOrganisationId, keyId, publicKey, actorId: actor.personId } as const;
    return { id: keyId, ...accepted(await this.commands.execute(new ChangeKeyCommand(change, context))) };
  }

  @Post('keys/:keyId/revocation')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'revokeInstrumentKey', summary: 'Give a key up for good, with the reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'instrument_key_unknown')
  async revoke(@Param('id') instrumentId: string, @Param('keyId') keyId: string, @Body() { reason }: RevokeKeyBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const ownerOrganisationId = await this.owned(instrumentId, actor.organisationId);
    const change = { do: 'revoke_key', instrumentId, ownerOrganisationId, keyId, reason, actorId: actor.personId } as const;
    return { id: keyId, ...accepted(await this.commands.execute(new ChangeKeyCommand(change, context))) };
  }

  @Get('readings')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listReadings', summary: 'What an instrument said, a batch each; latest first' })
  @ApiOkResponse({ type: ReadingsPage })
  @Refuses('not_found')
  async list(@Param('id') instrumentId: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<ReadingsPage> {
    await this.models.upTo(readingsProjection, position);
    await this.owned(instrumentId, actor.organisationId);
    const page = await this.models.find<ReadingsDocument>(readingsProjection, { filter: { instrumentId }, sort: { field: 'until', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(readingsOf), next: page.next };
  }

  /** Without an account: the signature says who it is. */
  @Post('readings')
  @HttpCode(200)
  @Public()
  @ApiOperation({ operationId: 'sendReadings', summary: 'An instrument says whether it ran, signed with its own key; what is not signed, not of now, or was sent before is refused' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('instrument_key_unknown', 'instrument_key_revoked', 'reading_signature_wrong', 'reading_malformed', 'reading_not_of_now', 'reading_replayed', 'reading_impossible', 'readings_overlap')
  async receive(@Param('id') instrumentId: string, @Body() { protected: header, payload, signature }: SignedReadingsBody, @FromCaller() { context }: Caller): Promise<WrittenAnswer> {
    return { id: instrumentId, ...accepted(await this.commands.execute(new ReceiveReadingsCommand(instrumentId, { protected: header, payload, signature }, context))) };
  }

  private async owned(instrumentId: string, organisationId: string | null): Promise<string> {
    const { ownerOrganisationId } = found(await this.bookings.instrument(instrumentId));
    if (ownerOrganisationId !== organisationId) throw notFound();
    return ownerOrganisationId;
  }
}
