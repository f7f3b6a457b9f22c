import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { OUTGOING_RULES, type OutgoingRules } from '@hewu/platform/src/outgoing-call.js';
import { outgoingUrlFault } from '@hewu/platform/src/outgoing-url.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { InvitationsAnswer, ownCalendarOf, OwnCalendarsPage } from './answers.js';
import { InvitationsBody, OwnCalendarBody } from './dto.js';
import { ReadOwnCalendars } from './own-calendars.js';
import { ChangePersonalFeedsCommand } from './personal-feeds.commands.js';
import { personalFeeds, type PersonalFeedsCommand } from './personal-feeds.decider.js';
import { ownCalendarsProjection, type OwnCalendarsDocument } from './personal-feeds.projection.js';
import { Persons } from './persons.js';

/** What the market may know of a person's own calendar, and whether it writes into it. All of it is the caller's alone. */
@ApiTags('feeds')
@Controller()
export class OwnCalendarsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly persons: Persons,
    private readonly read: ReadOwnCalendars,
    @Inject(OUTGOING_RULES) private readonly rules: OutgoingRules,
  ) {}

  @Get('preferences/invitations')
  @SignedIn()
  @ApiOperation({ operationId: 'readInvitationPreference', summary: 'Whether the caller gets an invitation by mail for what they book' })
  @ApiOkResponse({ type: InvitationsAnswer })
  async wanted(@FromCaller() { actor }: SignedInCaller): Promise<InvitationsAnswer> {
    return { wanted: (await this.kernel.load(personalFeeds, actor.personId)).invitations };
  }

  @Put('preferences/invitations')
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({ operationId: 'chooseInvitations', summary: 'Want invitations, or none; those that were sent are kept up to date in any case' })
  @ApiOkResponse({ type: WrittenAnswer })
  async choose(@Body() { wanted }: InvitationsBody, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: personId, ...(await this.change({ do: 'choose_invitations', personId, wanted }, context)) };
  }

  @Post('own-calendars')
  @SignedIn()
  @ApiOperation({ operationId: 'addOwnCalendar', summary: 'Name a calendar of one’s own; when one is busy by it, free slots say so to the caller alone' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('own_calendar_address_refused', 'own_calendars_used_up')
  async add(@Body() { address: written }: OwnCalendarBody, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    const ownCalendarId = derivedId(context.commandId, 'own calendar');
    // What calendar programs call it when they copy it.
    const address = written.trim().replace(/^webcals?:/i, 'https:');
    return { id: ownCalendarId, ...(await this.change({ do: 'add_own_calendar', personId, ownCalendarId, address, fault: outgoingUrlFault(address, this.rules) }, context)) };
  }

  @Get('own-calendars')
  @SignedIn()
  @ApiOperation({ operationId: 'listOwnCalendars', summary: 'The caller’s own calendars, when they were read last, and what is wrong with them' })
  @ApiOkResponse({ type: OwnCalendarsPage })
  async list(@Query() { position }: PositionQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<OwnCalendarsPage> {
    await this.models.upTo(ownCalendarsProjection, position);
    const [document, addresses] = await Promise.all([this.models.get<OwnCalendarsDocument>(ownCalendarsProjection, personId), this.persons.addresses(personId)]);
    const calendars = (document?.calendars ?? []).filter(({ id }) => addresses.has(id));
    const notes = new Map((await this.read.notes(calendars.map(({ id }) => id))).map((note) => [note._id, note]));
    return { items: calendars.map((calendar) => ownCalendarOf(calendar, addresses.get(calendar.id)!, notes.get(calendar.id))), next: null };
  }

  @Delete('own-calendars/:id')
  @SignedIn()
  @ApiOperation({ operationId: 'removeOwnCalendar', summary: 'It is read no more, and what was read of it is forgotten' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found')
  async remove(@Param('id') id: string, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...(await this.change({ do: 'remove_own_calendar', personId, ownCalendarId: id }, context)) };
  }

  private async change(change: PersonalFeedsCommand, context: SignedInCaller['context']): Promise<{ readonly position: string | null; readonly revision: number }> {
    const answer = await this.commands.execute(new ChangePersonalFeedsCommand(change, context));
    if ('refused' in answer && answer.refused === 'not_found') throw notFound();
    return accepted(answer);
  }
}
