import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { onFault } from '@hewu/platform/src/log.js';
import { OWN_CALENDARS, type OwnCalendars, type TimeSpan } from '@hewu/platform/src/own-calendars.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { toldOf, wordsTold } from '@hewu/search/src/telling.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { BookedAnswer, FreeTimeAnswer, SLOT_REFUSALS } from './answers.js';
import { BookSlotCommand, idOn } from './booking.commands.js';
import { BookSlotBody } from './bookings.dto.js';
import { BookingFactsSource } from './booking-facts.js';
import { calendar } from './calendar.decider.js';
import { agendaOf } from './checks.decider.js';
import { Equivalents } from './equivalents.js';
import { freeSlots } from './free-time.decider.js';
import { FreeTimes, standingsOn, type WantedTime } from './free-times.js';
import { SetTariffCommand } from './instrument.commands.js';
import { findableInstruments } from './instrument.findable.js';
import { EquivalentsPage, firstFreeOf, InstrumentAnswer, InstrumentGroupAnswer, instrumentOf, InstrumentsPage } from './instruments.answers.js';
import { EquivalentsQuery, FreeQuery, InstrumentsQuery } from './instruments.dto.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';
import { InstrumentSearches, wantedTime } from './instruments.search.js';
import { localTimes } from './local-times.js';
import { priceOf } from './price.decider.js';
import { NamedGroups } from './named-groups.js';
import { registrationOf } from './registration-body.js';
import { RegisterInstrumentBody, TariffBody } from './registration.dto.js';
import { under } from './standings.decider.js';
import { MINUTE } from './zone.decider.js';

const FREE_SLOTS_AT_MOST = 200;
const EQUIVALENTS_AT_MOST = 20;
/** More than share one calendar. */
const GROUP_AT_MOST = 100;

/** Shared instruments: anybody finds them, their owners look after them, members of verified organisations book them. */
@ApiTags('instruments')
@Controller('instruments')
export class InstrumentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly searches: InstrumentSearches,
    private readonly equivalents: Equivalents,
    private readonly times: FreeTimes,
    private readonly groups: NamedGroups,
    @Inject(OWN_CALENDARS) private readonly ownCalendars: OwnCalendars,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    operationId: 'findInstruments', summary: 'Find instruments of both regions by a phrase in Chinese, English or pinyin, with facets, counts, and why each was found; with a period only those that are free in it',
    description: 'Hours that an owner keeps for groups count for whoever belongs to them. Each free instrument tells its first free time and what it would cost.',
  })
  @ApiOkResponse({ type: InstrumentsPage })
  @Refuses('free_period_wrong')
  async list(@Query() query: InstrumentsQuery, @FromCaller() { actor }: Caller): Promise<InstrumentsPage> {
    const { q, region, openMode, field, ownerKind, price, inSharingScope, selfOperation, sort, limit, cursor, position, minutes } = query;
    const narrowed = { region: region === undefined ? undefined : [region], openModes: openMode && [openMode], field, ownerKind, price, inSharingScope: inSharingScope && [inSharingScope], selfOperation: selfOperation && [selfOperation] };
    const { hits, documents, next, count, facets, words, firstFree, by } = await this.searches.find({ q, narrowed, free: periodOf(query), sort, limit, cursor }, actor, position);
    const items = hits.flatMap(({ id, points, matched }) => {
      const document = documents.get(id);
      if (!document) return [];
      const free = firstFree(document);
      return [{ ...instrumentOf(document), points, ...toldOf(findableInstruments.shownTo(null, document), matched), firstFree: free && firstFreeOf(free, document.tariff && priceOf(minutes!, document.tariff)) }];
    });
    return { items, next, count, facets, order: { by, personalised: false }, words: wordsTold(words) };
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
  async free(@Param('id') id: string, @Query() { from, until, minutes, viewerZone }: FreeQuery, @FromCaller() { actor }: Caller): Promise<FreeTimeAnswer> {
    const { calendarId, ownerOrganisationId, tariff, retired } = found(await this.models.get<InstrumentDocument>(instrumentsProjection, id));
    const state = await this.kernel.load(calendar, calendarId);
    const { rules } = found(state.opened);
    const now = this.kernel.clock.now();
    const holidays = await this.source.holidays(rules, now);
    const [within, length] = [{ from: Date.parse(from), until: Date.parse(until) }, minutes * MINUTE];
    const standings = retired ? [] : standingsOn(rules, ownerOrganisationId, await this.times.viewerOf(actor));
    const free = standings.flatMap((standing) => freeSlots(agendaOf(state, { rules, groups: standing.groups, holidays }), under(standing, within, length), length, Date.parse(now), FREE_SLOTS_AT_MOST)).slice(0, FREE_SLOTS_AT_MOST);
    const priceFen = tariff ? priceOf(minutes, tariff) : null;
    const slots = free.map((slot) => ({ from: new Date(slot.from).toISOString(), until: new Date(slot.until).toISOString() }));
    const conflicts = actor && (await this.conflicts(actor.personId, slots));
    return { rules, tariff, items: slots.map((slot, place) => ({ ...slot, ...localTimes(slot, rules.zone, viewerZone), priceFen, conflictsWithOwnCalendar: conflicts?.[place] ?? null })) };
  }

  @Get(':id/group')
  @Public()
  @ApiOperation({ operationId: 'readInstrumentGroup', summary: 'All instruments that are booked on the same calendar: booking one makes the others busy' })
  @ApiOkResponse({ type: InstrumentGroupAnswer })
  @Refuses('not_found')
  async group(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<InstrumentGroupAnswer> {
    await this.models.upTo(instrumentsProjection, position);
    const { calendarId } = found(await this.models.get<InstrumentDocument>(instrumentsProjection, id));
    const { items } = await this.models.find<InstrumentDocument>(instrumentsProjection, { filter: { calendarId }, sort: { field: 'registeredAt', direction: 'asc' }, limit: GROUP_AT_MOST });
    return { calendarId, items: items.map(({ _id, name, retired }) => ({ id: _id, name, retired })) };
  }

  @Get(':id/equivalents')
  @Public()
  @ApiOperation({ operationId: 'findEquivalentInstruments', summary: 'Other instruments of both regions for the same work that are free in a period, with the reasons, the distance, the first free time and its price' })
  @ApiOkResponse({ type: EquivalentsPage })
  @Refuses('not_found', 'free_period_wrong')
  async alternatives(@Param('id') id: string, @Query() { from, until, minutes, mode, position }: EquivalentsQuery, @FromCaller() { actor }: Caller): Promise<EquivalentsPage> {
    await this.models.upTo(instrumentsProjection, position);
    const one = found(await this.models.get<InstrumentDocument>(instrumentsProjection, id));
    const equivalents = await this.equivalents.of(one, wantedTime(from, until, minutes), mode, actor, position);
    return { next: null, items: equivalents.slice(0, EQUIVALENTS_AT_MOST).map(({ instrument: other, reasons, free, priceFen, distance, modes }) => ({ instrument: instrumentOf(other), reasons, firstFree: firstFreeOf(free, priceFen), distance, modes })) };
  }

  @Post()
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'registerInstrument', summary: "Register an instrument with its tariff and opening rules, or on the calendar of another of the owner's instruments" })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('instrument_id_reused', 'calendar_opened_differently', 'calendar_unknown', 'calendar_has_rules', 'commissioned_in_future', 'accepted_in_future', 'reported_in_future', 'reported_before_acceptance', 'opening_rules_wrong', 'capacity_wrong')
  async register(@Body() body: RegisterInstrumentBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    if (body.rules) await this.groups.inRules(actor.organisationId!, body.rules);
    const instrumentId = body.id ?? derivedId(context.commandId, 'instrument');
    const command = registrationOf(instrumentId, body, { organisationId: actor.organisationId!, region: actor.region! }, context);
    return { id: instrumentId, ...accepted(await this.commands.execute(command)) };
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

  @Post(':id/bookings')
  @Allow('firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'bookInstrument', summary: 'Book a slot; when it is taken, the refusal names the nearest free ones' })
  @ApiCreatedResponse({ type: BookedAnswer })
  @Refuses('instrument_unknown', 'calendar_unknown', 'booking_id_reused', 'instrument_retired', 'mode_not_open', 'may_not_book_for_others', 'may_not_override', 'hold_unknown', 'hold_differs', 'slot_offer_unknown', 'slot_offer_differs', ...SLOT_REFUSALS)
  async book(@Param('id') instrumentId: string, @Body() { forPersonId, forOrganisationId, ...asked }: BookSlotBody, @FromCaller() { actor, context }: SignedInCaller): Promise<BookedAnswer> {
    const bookingId = idOn(instrumentId, context, 'booking');
    const data = { ...asked, bookingId, instrumentId, organisationId: forOrganisationId ?? actor.organisationId!, personId: forPersonId ?? actor.personId, bookedBy: actor.personId, actId: null };
    const done = accepted(await this.commands.execute(new BookSlotCommand(data, { personId: actor.personId, organisationId: actor.organisationId!, roles: actor.roles }, context)));
    const conflicts = data.personId === actor.personId ? await this.conflicts(actor.personId, [data]) : null;
    return { id: bookingId, ...done, conflictsWithOwnCalendar: conflicts?.[0] ?? null };
  }

  /** A hint: when it cannot be had, what was done or asked is answered all the same. */
  private async conflicts(personId: string, slots: readonly TimeSpan[]): Promise<readonly boolean[] | null> {
    return this.ownCalendars.conflicts(personId, slots).catch((fault: unknown) => (onFault(fault, 'own calendars'), null));
  }
}

/** The three together, or none of them. */
const periodOf = ({ freeFrom, freeUntil, minutes }: InstrumentsQuery): WantedTime | null => {
  if (freeFrom === undefined && freeUntil === undefined && minutes === undefined) return null;
  if (freeFrom === undefined || freeUntil === undefined || minutes === undefined) throw new RefusalProblem({ refused: 'free_period_wrong' });
  return wantedTime(freeFrom, freeUntil, minutes);
};
