import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { terms } from '@hewu/words/src/terms.js';
import { FreeTimeAnswer, InstrumentAnswer, instrumentOf, InstrumentsPage, SLOT_REFUSALS } from './answers.js';
import { bookingIdOf, BookSlotCommand } from './booking.commands.js';
import { BookSlotBody } from './bookings.dto.js';
import { BookingFactsSource } from './booking-facts.js';
import { calendar } from './calendar.decider.js';
import { agendaOf } from './checks.decider.js';
import { freeSlots } from './free-time.decider.js';
import { RegisterInstrumentCommand, RetireInstrumentCommand, SetTariffCommand } from './instrument.commands.js';
import { FreeQuery, InstrumentsQuery, RegisterInstrumentBody, RetireBody, TariffBody } from './instruments.dto.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';
import { priceOf } from './price.decider.js';
import { MINUTE } from './zone.decider.js';

const FREE_SLOTS_AT_MOST = 200;
const FACETS = ['region', 'field', 'openModes'] as const;

/** Shared instruments: anybody finds them, their owners look after them, members of verified organisations book them. */
@ApiTags('instruments')
@Controller('instruments')
export class InstrumentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'findInstruments', summary: 'Find instruments of both regions, with facets and counts; newest first' })
  @ApiOkResponse({ type: InstrumentsPage })
  async list(@Query() { q, region, field, openMode, limit, cursor, position }: InstrumentsQuery): Promise<InstrumentsPage> {
    await this.models.upTo(instrumentsProjection, position);
    const filter: Filter = { retired: false, region, field, openModes: openMode, ...(q ? { terms: { $all: terms(q) } } : {}) };
    const [page, count, facets] = await Promise.all([
      this.models.find<InstrumentDocument>(instrumentsProjection, { filter, sort: { field: 'registeredAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }),
      this.models.count(instrumentsProjection, filter),
      this.models.facets(instrumentsProjection, filter, FACETS),
    ]);
    return { items: page.items.map(instrumentOf), next: page.next, count, facets: { region: facets['region']!, field: facets['field']!, openModes: facets['openModes']! } };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ operationId: 'readInstrument', summary: 'One instrument' })
  @ApiOkResponse({ type: InstrumentAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<InstrumentAnswer> {
    await this.models.upTo(instrumentsProjection, position);
    return instrumentOf(found(await this.models.get<InstrumentDocument>(instrumentsProjection, id)));
  }

  @Get(':id/free')
  @Public()
  @ApiOperation({ operationId: 'findFreeSlots', summary: 'Free slots of a length within a span, each with its price; at most 200' })
  @ApiOkResponse({ type: FreeTimeAnswer })
  @Refuses('not_found')
  async free(@Param('id') id: string, @Query() { from, until, minutes }: FreeQuery): Promise<FreeTimeAnswer> {
    const { calendarId, tariff, retired } = found(await this.models.get<InstrumentDocument>(instrumentsProjection, id));
    const state = await this.kernel.load(calendar, calendarId);
    const { rules } = found(state.opened);
    const now = this.kernel.clock.now();
    // Hours that are kept for groups are shown to whoever books there.
    const view = { rules, groups: ['external'], holidays: await this.source.holidays(rules, now) };
    const within = { from: Date.parse(from), until: Date.parse(until) };
    const free = retired ? [] : freeSlots(agendaOf(state, view), within, minutes * MINUTE, Date.parse(now), FREE_SLOTS_AT_MOST);
    const priceFen = tariff ? priceOf(minutes, tariff) : null;
    return { rules, tariff, items: free.map((slot) => ({ from: new Date(slot.from).toISOString(), until: new Date(slot.until).toISOString(), priceFen })) };
  }

  @Post()
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'registerInstrument', summary: 'Register an instrument with its tariff and opening rules' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('instrument_id_reused', 'calendar_opened_differently', 'commissioned_in_future', 'opening_rules_wrong', 'capacity_wrong')
  async register(@Body() { id, tariff, rules, capacity, ...described }: RegisterInstrumentBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const instrumentId = id ?? derivedId(context.commandId, 'instrument');
    const data = { instrumentId, ownerOrganisationId: actor.organisationId!, region: actor.region!, ...described };
    return { id: instrumentId, ...accepted(await this.commands.execute(new RegisterInstrumentCommand(data, tariff, rules, capacity, context))) };
  }

  @Post(':id/tariff')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'setTariff', summary: 'Set what an hour costs from now on; bookings made before keep their price' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('instrument_unknown', 'not_the_owner', 'instrument_retired')
  async tariff(@Param('id') id: string, @Body() tariff: TariffBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new SetTariffCommand({ instrumentId: id, organisationId: actor.organisationId!, tariff }, context))) };
  }

  @Post(':id/retirement')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'retireInstrument', summary: 'Take an instrument out of service, with the reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('instrument_unknown', 'not_the_owner')
  async retire(@Param('id') id: string, @Body() { reason }: RetireBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RetireInstrumentCommand({ instrumentId: id, organisationId: actor.organisationId!, reason }, context))) };
  }

  @Post(':id/bookings')
  @Allow('firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager')
  @ApiOperation({ operationId: 'bookInstrument', summary: 'Book a slot; when it is taken, the refusal names the nearest free ones' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('instrument_unknown', 'calendar_unknown', 'booking_id_reused', 'instrument_retired', 'mode_not_open', 'may_not_book_for_others', 'may_not_override', 'hold_unknown', 'slot_offer_unknown', 'slot_offer_differs', ...SLOT_REFUSALS)
  async book(@Param('id') instrumentId: string, @Body() { id, forPersonId, forOrganisationId, ...asked }: BookSlotBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const bookingId = id ?? bookingIdOf(context.commandId);
    const data = { ...asked, bookingId, instrumentId, organisationId: forOrganisationId ?? actor.organisationId!, personId: forPersonId ?? actor.personId, bookedBy: actor.personId, actId: null };
    return { id: bookingId, ...accepted(await this.commands.execute(new BookSlotCommand(data, { personId: actor.personId, organisationId: actor.organisationId!, roles: actor.roles }, context))) };
  }
}
