import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { accepted, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { ChangeAccessGroupCommand, ChangeBookingProxyCommand, type GroupChange } from './access.commands.js';
import { accessGroup } from './access-group.decider.js';
import { AccessGroupsPage, AdmitBody, AppointProxyBody, BookingProxiesPage, DismissBody, FoundAccessGroupBody, GroupMembersPage, RevokeProxyBody } from './dto.js';
import { accessGroupsProjection, type AccessGroupDocument } from './groups.projection.js';
import { membershipsProjection, type MembershipDocument } from './memberships.projection.js';
import { bookingProxiesProjection, type BookingProxyDocument } from './proxies.projection.js';

const BOOKING = ['firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager', 'decision_maker'] as const;

/** For whom owners keep hours, horizons and limits, and who may book for whom. */
@ApiTags('access')
@Controller()
export class AccessController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
  ) {}

  @Get('access-groups')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listAccessGroups', summary: "One's organisation's access groups; newest first" })
  @ApiOkResponse({ type: AccessGroupsPage })
  async groups(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<AccessGroupsPage> {
    await this.models.upTo(accessGroupsProjection, position);
    const page = await this.models.find<AccessGroupDocument>(accessGroupsProjection, { filter: { ownerOrganisationId: actor.organisationId }, sort: { field: 'foundedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(({ _id: id, name, foundedAt }) => ({ id, name, foundedAt })), next: page.next };
  }

  @Post('access-groups')
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'foundAccessGroup', summary: 'Found a group for which opening rules can keep hours, horizons and limits' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('access_group_id_reused')
  async found(@Body() { id, name }: FoundAccessGroupBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    const groupId = id ?? derivedId(caller.context.commandId, 'accessGroup');
    return this.change(groupId, caller, (by) => ({ do: 'found', groupId, name: { zh: name.zh, en: name.en }, by }));
  }

  @Get('access-groups/:id/members')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listAccessGroupMembers', summary: 'Who belongs to a group; latest admitted first' })
  @ApiOkResponse({ type: GroupMembersPage })
  @Refuses('not_found')
  async members(@Param('id') groupId: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<GroupMembersPage> {
    await this.models.upTo(membershipsProjection, position);
    if ((await this.kernel.load(accessGroup, groupId))?.ownerOrganisationId !== actor.organisationId) throw notFound();
    const page = await this.models.find<MembershipDocument>(membershipsProjection, { filter: { groupId }, sort: { field: 'admittedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(({ memberId, memberKind, untilOn, admittedAt }) => ({ memberId, memberKind, untilOn, admittedAt })), next: page.next };
  }

  @Post('access-groups/:id/members')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'admitToAccessGroup', summary: 'Admit a person or an organisation, for a time or for good' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('access_group_unknown', 'member_unknown', 'membership_over', 'access_group_full')
  admit(@Param('id') groupId: string, @Body() { member: { kind, id }, untilOn }: AdmitBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(groupId, caller, (by) => ({ do: 'admit', member: { kind, id }, untilOn, by }));
  }

  @Post('access-groups/:id/members/dismissal')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'dismissFromAccessGroup', summary: 'Dismiss somebody from a group, with the reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('access_group_unknown')
  dismiss(@Param('id') groupId: string, @Body() { member: { kind, id }, reason }: DismissBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(groupId, caller, (by) => ({ do: 'dismiss', member: { kind, id }, reason, by }));
  }

  @Get('booking-proxies')
  @Allow(...BOOKING)
  @ApiOperation({ operationId: 'listBookingProxies', summary: "Who of one's organisation may book for whom; latest first" })
  @ApiOkResponse({ type: BookingProxiesPage })
  async proxies(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<BookingProxiesPage> {
    await this.models.upTo(bookingProxiesProjection, position);
    const page = await this.models.find<BookingProxyDocument>(bookingProxiesProjection, { filter: { organisationId: actor.organisationId }, sort: { field: 'appointedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(({ proxyPersonId, forPersonId, untilOn, appointedAt }) => ({ proxyPersonId, forPersonId, untilOn, appointedAt })), next: page.next };
  }

  @Post('booking-proxies')
  @HttpCode(200)
  @Allow(...BOOKING)
  @AsksReadModels()
  @ApiOperation({ operationId: 'appointBookingProxy', summary: "Let a colleague book for oneself; a decision maker also for others or everybody" })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('proxy_not_yours', 'proxy_for_oneself', 'proxy_not_member', 'proxy_over', 'proxies_too_many')
  async appoint(@Body() { proxyPersonId, forPersonId, untilOn }: AppointProxyBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const change = { do: 'appoint', organisationId: actor.organisationId!, proxyPersonId, forPersonId, untilOn, actorId: actor.personId, mayAppointForAll: actor.roles.includes('decision_maker') } as const;
    return { id: proxyPersonId, ...accepted(await this.commands.execute(new ChangeBookingProxyCommand(change, context))) };
  }

  @Post('booking-proxies/revocation')
  @HttpCode(200)
  @Allow(...BOOKING)
  @AsksReadModels()
  @ApiOperation({ operationId: 'revokeBookingProxy', summary: 'Take the right to book for others back' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('proxy_not_yours')
  async revoke(@Body() { proxyPersonId, forPersonId }: RevokeProxyBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const change = { do: 'revoke', organisationId: actor.organisationId!, proxyPersonId, forPersonId, actorId: actor.personId, mayAppointForAll: actor.roles.includes('decision_maker') } as const;
    return { id: proxyPersonId, ...accepted(await this.commands.execute(new ChangeBookingProxyCommand(change, context))) };
  }

  private async change(groupId: string, { actor, context }: SignedInCaller, change: (by: { readonly organisationId: string; readonly personId: string }) => GroupChange): Promise<WrittenAnswer> {
    const by = { organisationId: actor.organisationId!, personId: actor.personId };
    return { id: groupId, ...accepted(await this.commands.execute(new ChangeAccessGroupCommand(groupId, change(by), context))) };
  }
}
