import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { BOOKING_REGISTER, MEMBERS, NOW, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { CorrectStockBody, ListSupplyBody, ReceiveStockBody, RetireSupplyBody, SuppliesPage, supplyOf, SupplyTermsBody, supplyUseOf, SupplyUsesPage, UseSupplyBody } from './dto.js';
import { suppliesProjection, type SupplyDocument } from './supplies.projection.js';
import { supplyUsesProjection, type SupplyUseDocument } from './supply-uses.projection.js';
import { ChangeSupplyCommand, ListSupplyCommand, UseSupplyCommand } from './supply.commands.js';
import { supply } from './supply.decider.js';

type By = { readonly organisationId: string; readonly actorId: string };

/** Consumables of an owner: what there is, and what was used at a booking. */
@ApiTags('supplies')
@Controller()
export class SuppliesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  @Get('supplies')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'listSupplies', summary: "Consumables of one's organisation; latest listed first" })
  @ApiOkResponse({ type: SuppliesPage })
  list(@Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<SuppliesPage> {
    return this.page(actor.organisationId!, query);
  }

  @Get('bookings/:id/supplies')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'listSupplyUses', summary: 'What was used at a booking; latest first' })
  @ApiOkResponse({ type: SupplyUsesPage })
  @Refuses('not_found')
  async uses(@Param('id') bookingId: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<SupplyUsesPage> {
    await this.models.upTo(supplyUsesProjection, position);
    const booking = found(await this.bookings.booking(bookingId, NOW));
    if (![booking.organisationId, booking.ownerOrganisationId].includes(actor.organisationId!)) throw notFound();
    const page = await this.models.find<SupplyUseDocument>(supplyUsesProjection, { filter: { bookingId }, sort: { field: 'usedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(supplyUseOf), next: page.next };
  }

  @Get('bookings/:id/supplies/offered')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'listSuppliesOffered', summary: 'Consumables of the owner of the instrument of a booking; latest listed first' })
  @ApiOkResponse({ type: SuppliesPage })
  @Refuses('not_found')
  async offered(@Param('id') bookingId: string, @Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<SuppliesPage> {
    const booking = found(await this.bookings.booking(bookingId, NOW));
    if (![booking.organisationId, booking.ownerOrganisationId].includes(actor.organisationId!)) throw notFound();
    return this.page(booking.ownerOrganisationId, query);
  }

  @Post('bookings/:id/supplies')
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'useSupply', summary: 'Record what was used at a booking, from the check-in until the owner confirms the use; never more than there is' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('booking_not_yours', 'may_not_act_for_others', 'supply_unknown', 'supply_act_differs', 'supply_retired', 'supply_not_for_instrument', 'supply_not_now', 'stock_short')
  async use(@Param('id') bookingId: string, @Body() { id, supplyId, quantity }: UseSupplyBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const useId = id ?? derivedId(context.commandId, 'supply-use');
    const data = { supplyId, useId, bookingId, quantity, organisationId: actor.organisationId!, roles: actor.roles, actorId: actor.personId };
    return { id: useId, ...accepted(await this.commands.execute(new UseSupplyCommand(data, context))) };
  }

  @Post('supplies')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listSupply', summary: 'List a consumable, with its price and the stock at which there is too little left' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('supply_id_reused', 'supply_instrument_foreign')
  async add(@Body() { id, name, unit, priceFen, threshold, instrumentIds }: ListSupplyBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const supplyId = id ?? derivedId(context.commandId, 'supply');
    const words = { name: { zh: name.zh, en: name.en }, unit: { zh: unit.zh, en: unit.en } };
    const data = { supplyId, ...words, priceFen, threshold, instrumentIds, organisationId: actor.organisationId!, actorId: actor.personId };
    return { id: supplyId, ...accepted(await this.commands.execute(new ListSupplyCommand(data, context))) };
  }

  @Post('supplies/:id/terms')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'changeSupplyTerms', summary: 'Change price and threshold; what was used keeps its price' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('supply_unknown', 'supply_retired')
  terms(@Param('id') supplyId: string, @Body() { priceFen, threshold }: SupplyTermsBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(supplyId, caller, (by) => ({ do: 'change_terms', ...by, priceFen, threshold }));
  }

  @Post('supplies/:id/receipts')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'receiveStock', summary: 'Units came in: recorded by the instrument manager, or by an operator of an instrument for which it is listed' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('supply_unknown', 'supply_act_differs', 'supply_retired', 'stock_full')
  async receive(@Param('id') supplyId: string, @Body() { id, quantity }: ReceiveStockBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    if (!(await this.mayReceive(supplyId, caller.actor))) throw new RefusalProblem({ refused: 'supply_unknown' });
    const receiptId = id ?? derivedId(caller.context.commandId, 'receipt');
    return this.change(supplyId, caller, (by) => ({ do: 'receive', ...by, receiptId, quantity }));
  }

  @Post('supplies/:id/correction')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'correctStock', summary: 'Say how many there are, and why that differs' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('supply_unknown', 'supply_retired')
  correct(@Param('id') supplyId: string, @Body() { stock, reason }: CorrectStockBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(supplyId, caller, (by) => ({ do: 'correct', ...by, stock, reason }));
  }

  @Post('supplies/:id/retirement')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'retireSupply', summary: 'Use it no more' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('supply_unknown')
  retire(@Param('id') supplyId: string, @Body() { reason }: RetireSupplyBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(supplyId, caller, (by) => ({ do: 'retire', ...by, reason }));
  }

  /** Whoever is asked to restock may say that it was; what serves all instruments of an owner is the manager's. */
  private async mayReceive(supplyId: string, actor: Actor): Promise<boolean> {
    if (actor.roles.includes('instrument_manager')) return true;
    const { instrumentIds = [] } = (await this.kernel.load(supply, supplyId))?.listed ?? {};
    return (await Promise.all(instrumentIds.map((id) => this.bookings.isStaff(id, actor)))).includes(true);
  }

  private async change(supplyId: string, { actor, context }: SignedInCaller, change: (by: By) => ChangeSupplyCommand['change']): Promise<WrittenAnswer> {
    const by = { organisationId: actor.organisationId!, actorId: actor.personId };
    return { id: supplyId, ...accepted(await this.commands.execute(new ChangeSupplyCommand(supplyId, change(by), context))) };
  }

  private async page(ownerOrganisationId: string, { limit, cursor, position }: ListQuery): Promise<SuppliesPage> {
    await this.models.upTo(suppliesProjection, position);
    const page = await this.models.find<SupplyDocument>(suppliesProjection, { filter: { ownerOrganisationId }, sort: { field: 'listedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(supplyOf), next: page.next };
  }
}
