import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { Allow, AllowUnverified, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { SLOT_REFUSALS } from './answers.js';
import { BookingFactsSource } from './booking-facts.js';
import { HoldSlotCommand, idOn } from './booking.commands.js';
import { OnCalendarCommand } from './on-calendar.commands.js';
import { HoldBody } from './calendars.dto.js';
import { HeldAnswer, holdOf, HoldAnswer, HoldQuery } from './holds.js';
import { instrument } from './instrument.decider.js';
import { actingFor, bookerOf } from './who-books.js';

/** A slot that is kept for somebody while they fill in the form. */
@ApiTags('bookings')
@Controller()
export class HoldsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
  ) {}

  @Post('instruments/:id/holds')
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'holdSlot', summary: 'Keep a slot for a few minutes while filling in the form; book it with `holdId`' })
  @ApiCreatedResponse({ type: HeldAnswer })
  @Refuses('instrument_unknown', 'calendar_unknown', 'instrument_retired', 'hold_id_reused', 'holds_too_many', ...SLOT_REFUSALS)
  async hold(@Param('id') instrumentId: string, @Body() { from, until }: HoldBody, @Query() { viewerZone }: HoldQuery, @FromCaller() { actor, context }: SignedInCaller): Promise<HeldAnswer> {
    const holdId = idOn(instrumentId, context, 'hold');
    const data = { holdId, instrumentId, organisationId: actor.organisationId!, personId: actor.personId, from, until, actId: null };
    const written = { id: holdId, ...accepted(await this.commands.execute(new HoldSlotCommand(data, bookerOf(actor), context))) };
    return { ...written, hold: await holdOf(this.kernel, instrumentId, holdId, data.organisationId, viewerZone) };
  }

  @Get('instruments/:id/holds/:holdId')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readHold', summary: 'A slot that one\'s organisation holds, with the time that is left to book it' })
  @ApiOkResponse({ type: HoldAnswer })
  @Refuses('not_found')
  async readHold(@Param('id') instrumentId: string, @Param('holdId') holdId: string, @Query() { viewerZone }: HoldQuery, @FromCaller() { actor }: SignedInCaller): Promise<HoldAnswer> {
    return found(await holdOf(this.kernel, instrumentId, holdId, actor.organisationId!, viewerZone));
  }

  @Post('instruments/:id/holds/:holdId/release')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'releaseHold', summary: 'Give a held slot back before it lapses: who holds it, whom they named, staff; of somebody who left, an administrator of their organisation' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'hold_unknown')
  async release(@Param('id') id: string, @Param('holdId') holdId: string, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const { registered } = await this.kernel.load(instrument, id);
    const organisationId = actingFor(actor);
    const staff = await this.source.isStaffOf(id, { ...bookerOf(actor), organisationId });
    const release = { do: 'release', holdId, organisationId, actorId: actor.personId, staff, ground: 'given_back' } as const;
    return { id: holdId, ...accepted(await this.commands.execute(new OnCalendarCommand(found(registered).calendarId, release, context))) };
  }
}
