import { specification } from '@hewu/kernel/src/testing.js';
import type { NegotiationLeft, RoomClosedGround, RoomFileAdded, RoomFileTier, TransferEvent } from './events.js';
import { NOTHING_SAID } from './events.js';
import { about, agreed, buyer, draft, offered, opened, respondBy, seller, stranger } from './samples.js';
import { transfers, type By, type TransferCommand } from './transfer.decider.js';

const given = specification(transfers);
const limit = { ...respondBy.rule, id: 'room_files', amount: 2, unit: 'count' } as const;
const file = (fileId = 'f-1') => ({ fileId, sha256: 'ab'.repeat(32), bytes: 10, mediaType: 'application/pdf' as const });
const add = (fileId = 'f-1', by: By = seller, tier: RoomFileTier = 'room'): TransferCommand => ({ type: 'AddRoomFile', by, file: file(fileId), tier, limit });
const added = (fileId = 'f-1'): RoomFileAdded => ({ type: 'RoomFileAdded', data: { ...about, ...file(fileId), tier: 'room', side: 'seller', organisationId: 'o-institute', addedBy: 'p-zhao' } });
const remove = (by: By = seller): TransferCommand => ({ type: 'RemoveRoomFile', by, fileId: 'f-1', reason: '换新版' });
const removed: TransferEvent = { type: 'RoomFileRemoved', data: { ...about, fileId: 'f-1', side: 'seller', reason: '换新版', removedBy: 'p-zhao' } };
const left: NegotiationLeft = { type: 'NegotiationLeft', data: { ...about, listingId: 'l-1', side: 'buyer', reason: 'x', round: 0, leftBy: 'p-he' } };
const handed: TransferEvent = { type: 'HandedToContract', data: { ...about, ...draft, handedBy: 'p-zhao' } };
const closed = (ground: RoomClosedGround): TransferEvent => ({ type: 'RoomClosed', data: { ...about, ground } });
const later = { ...respondBy, at: '2026-04-12T16:00:00.000Z' };
const settle = (...grounds: readonly RoomClosedGround[]): TransferCommand => ({ type: 'SettleRoom', grounds, respondBy: later });
const offer: TransferCommand = { type: 'MakeOffer', by: seller, said: { ...NOTHING_SAID, amountFen: 1, terms: 'x', relatedParty: false }, respondBy };

describe('files in the room', () => {
  test('are laid there by a side, once each, and not too many', () => {
    given(opened).when(add()).then(added());
    given(opened).when(add()).thenRepeatingIsHarmless();
    given(opened, added()).when(add('f-1', seller, 'own_side')).thenRefused('room_file_tier_differs', { tier: 'room' });
    given(opened, added(), added('f-2')).when(add('f-3')).thenRefused('too_many_room_files', { most: 2 });
    given(opened).when(add('f-1', stranger)).thenRefused('not_found');
    given().when(add()).thenRefused('not_found');
    given(opened, left).when(add()).thenRefused('transfer_not_negotiating', { stage: 'left' });
    given(opened, offered, agreed, handed).when(add()).then(added());
  });

  test('are taken away by the side that added them alone', () => {
    given(opened, added()).when(remove()).then(removed);
    given(opened, added()).when(remove(buyer)).thenRefused('not_found');
    given(opened, added(), removed).when(remove()).thenRefused('not_found');
    given(opened, added(), closed('nda_not_in_force')).when(remove()).then(removed);
  });
});

describe('a room', () => {
  test('closes by what stands against it, and opens when nothing does, with the time to answer anew', () => {
    given(opened, offered).when(settle('nda_not_in_force')).then(closed('nda_not_in_force'));
    given(opened, offered).when(settle('nda_not_in_force')).thenRepeatingIsHarmless();
    given(opened, offered).when(settle()).thenNothing();
    const reopened: TransferEvent = { type: 'RoomReopened', data: { ...about, ground: 'nda_not_in_force', turn: 1, respondBy: later } };
    given(opened, offered, closed('nda_not_in_force')).when(settle()).then(reopened);
    given(opened, offered, closed('nda_not_in_force')).when(settle()).thenRepeatingIsHarmless();
    given(opened, offered, closed('nda_not_in_force')).when(settle('achievement_restricted')).then(closed('achievement_restricted'), { type: 'RoomReopened', data: { ...about, ground: 'nda_not_in_force', turn: null, respondBy: null } });
    given(opened, offered, agreed, closed('nda_not_in_force')).when(settle()).then({ type: 'RoomReopened', data: { ...about, ground: 'nda_not_in_force', turn: null, respondBy: null } });
  });

  test('that is closed hears nothing but that a side leaves', () => {
    const shut = [opened, offered, closed('nda_not_in_force')] as const;
    for (const command of [offer, add(), { type: 'AcceptOffer', by: seller, version: 1, relatedParty: false, relatedGrounds: [], noticeRule: null, seller: { kind: 'firm', stateFounded: false }, valuationId: null, named: agreed.data.named! } as const]) given(...shut).when(command).thenRefused('room_closed', { grounds: ['nda_not_in_force'] });
    given(opened, closed('achievement_restricted')).when({ type: 'TakeListedPrice', by: buyer, amountFen: 1, relatedParty: false, relatedGrounds: [], bargainedIn: null, listed: null, seller: { kind: 'firm', stateFounded: false }, named: agreed.data.named! }).thenRefused('not_found');
    given(opened, offered, agreed, closed('nda_not_in_force')).when({ type: 'HandToContract', by: seller, contractId: 'c-1', textSha256: draft.textSha256, marketsSha256: null, notice: null, suspendedFor: null }).thenRefused('room_closed');
    given(...shut).when({ type: 'LeaveNegotiation', by: buyer, reason: 'x' }).then(left);
  });

  test('of talks that are over stays as it was', () => {
    given(opened, left).when(settle('achievement_restricted')).thenNothing();
    given().when(settle('achievement_restricted')).thenNothing();
    given(opened, offered, agreed, handed).when(settle('nda_not_in_force')).then(closed('nda_not_in_force'));
  });

  test('of talks that were left while the achievement was restricted is their sides’ to read when it is so no longer', () => {
    const restricted = [opened, closed('nda_not_in_force'), closed('achievement_restricted'), left] as const;
    given(...restricted).when(settle('achievement_restricted')).thenNothing();
    given(...restricted).when(settle('nda_not_in_force')).then({ type: 'RoomReopened', data: { ...about, ground: 'achievement_restricted', turn: null, respondBy: null } });
    given(...restricted).when(settle()).thenRepeatingIsHarmless();
    given(opened, closed('nda_not_in_force'), left).when(settle()).thenNothing();
  });
});

describe('the time to answer', () => {
  const mark = (which: 'reminded' | 'escalated', now: string, turn = 1, at = respondBy.at): TransferCommand => ({ type: 'MarkResponse', mark: which, turn, at, now });
  const data = { ...about, turn: 1, step: 'accept_offer', side: 'seller', organisationId: 'o-institute', respondBy } as const;
  const reminded: TransferEvent = { type: 'ResponseReminded', data };
  const escalated: TransferEvent = { type: 'ResponseEscalated', data };

  test('is reminded of once, within it', () => {
    given(opened, offered).when(mark('reminded', '2026-03-09T15:59:59.999Z')).thenNothing();
    given(opened, offered).when(mark('reminded', respondBy.remindAt!)).then(reminded);
    given(opened, offered).when(mark('reminded', respondBy.remindAt!)).thenRepeatingIsHarmless();
    // A process that slept over it: what is over is said to be over, and nothing before that.
    given(opened, offered).when(mark('reminded', respondBy.at)).thenNothing();
  });

  test('is said to be over once, not a millisecond before; nothing is decided by it', () => {
    given(opened, offered).when(mark('escalated', '2026-03-12T15:59:59.999Z')).thenNothing();
    given(opened, offered, reminded).when(mark('escalated', respondBy.at)).then(escalated);
    given(opened, offered, reminded).when(mark('escalated', respondBy.at)).thenRepeatingIsHarmless();
    given(opened, offered, reminded, escalated).when({ ...offer, by: seller } as TransferCommand).then({ type: 'OfferMade', data: { ...offered.data, version: 2, side: 'seller', amountFen: 1, terms: 'x', offeredBy: 'p-zhao' } });
  });

  test('is that of what waits now: neither of an earlier offer, nor after an agreement, nor in a room that is closed', () => {
    for (const history of [[opened, offered, agreed], [opened, offered, left], [opened, offered, closed('nda_not_in_force')], [opened, offered, { ...offered, data: { ...offered.data, version: 2 } }]] as TransferEvent[][]) {
      given(...history).when(mark('escalated', respondBy.at)).thenNothing();
      given(...history).when(mark('reminded', respondBy.remindAt!)).thenNothing();
    }
    given(opened, offered).when(mark('escalated', later.at, 1, later.at)).thenNothing();
    given(opened).when(mark('escalated', respondBy.at, 0)).then({ type: 'ResponseEscalated', data: { ...data, turn: 0, step: 'offer', side: 'buyer', organisationId: 'o-firm' } });
  });
});
