import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 * Persons and organisations are ids; a group's name is chosen by an organisation and is not personal.
 */

export type GroupMember = { readonly kind: 'person' | 'organisation'; readonly id: string };

export type AccessGroupFounded = Event<
  'AccessGroupFounded',
  { readonly groupId: string; readonly ownerOrganisationId: string; readonly name: { readonly zh: string; readonly en: string }; readonly foundedBy: string; readonly foundedAt: string }
>;
/** `untilOn`: the last day on which they belong to it; null is until they are dismissed. Admitting again replaces the day. */
export type AccessGroupMemberAdmitted = Event<
  'AccessGroupMemberAdmitted',
  { readonly groupId: string; readonly ownerOrganisationId: string; readonly member: GroupMember; readonly untilOn: string | null; readonly admittedBy: string; readonly admittedAt: string }
>;
export type AccessGroupMemberDismissed = Event<
  'AccessGroupMemberDismissed',
  { readonly groupId: string; readonly ownerOrganisationId: string; readonly member: GroupMember; readonly reason: string; readonly dismissedBy: string; readonly dismissedAt: string }
>;
export type AccessGroupEvent = AccessGroupFounded | AccessGroupMemberAdmitted | AccessGroupMemberDismissed;

/** `forPersonId` null: for everybody of the organisation. */
export type BookingProxyAppointed = Event<
  'BookingProxyAppointed',
  { readonly organisationId: string; readonly proxyPersonId: string; readonly forPersonId: string | null; readonly untilOn: string | null; readonly appointedBy: string; readonly appointedAt: string }
>;
export type BookingProxyRevoked = Event<
  'BookingProxyRevoked',
  { readonly organisationId: string; readonly proxyPersonId: string; readonly forPersonId: string | null; readonly revokedBy: string; readonly revokedAt: string }
>;
export type BookingProxyEvent = BookingProxyAppointed | BookingProxyRevoked;

/** `accessGroup-<groupId>`: who belongs to a group for which an owner keeps hours, horizons or limits. */
export const accessGroupEvents = eventFamily<AccessGroupEvent>('accessGroup', {
  AccessGroupFounded: { version: 1 },
  AccessGroupMemberAdmitted: { version: 1 },
  AccessGroupMemberDismissed: { version: 1 },
});

/** `bookingProxies-<organisationId>`: who may book for whom. */
export const bookingProxyEvents = eventFamily<BookingProxyEvent>('bookingProxies', {
  BookingProxyAppointed: { version: 1 },
  BookingProxyRevoked: { version: 1 },
});
