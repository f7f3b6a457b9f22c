import { specification } from '@hewu/kernel/src/testing.js';
import type { InterestClosed, InterestEvent } from './events.js';
import { interests, type InterestCommand } from './interest.decider.js';
import { aboutInterest, acceptedInterest, expressed, firm, office, respondBy, stranger } from './samples.js';

const given = specification(interests);
const listing = { listingId: 'l-1', achievementId: 'a-1', organisationId: 'o-institute', region: '500117', onMarket: true } as const;
const express = { type: 'ExpressInterest', interestId: 'i-1', round: 1, by: firm, listing, purpose: '新生产线', respondBy } as const;
const reason = '该成果拟自行实施';
const declined: InterestEvent = { type: 'InterestDeclined', data: { ...aboutInterest, reason, declinedBy: 'p-zhao' } };
const withdrawn: InterestEvent = { type: 'InterestWithdrawn', data: { ...aboutInterest, reason, withdrawnBy: 'p-he' } };
const lapsed: InterestEvent = { type: 'InterestLapsed', data: { ...aboutInterest, respondBy } };
const closed = (ground: InterestClosed['data']['ground'], said: string | null, closedBy: string): InterestEvent => ({ type: 'InterestClosed', data: { ...aboutInterest, ground, reason: said, closedBy } });
const bySystem = (ground: 'negotiation_left' | 'achievement_restricted'): InterestCommand => ({ type: 'CloseInterestBySystem', ground, closedBy: 'system:interests' });

describe('an interest', () => {
  test('is expressed in what is on the market, and not in what is one’s own', () => {
    given().when(express).then(expressed);
    given().when(express).thenRepeatingIsHarmless();
    given().when({ ...express, listing: null }).thenRefused('not_found');
    given().when({ ...express, by: office }).thenRefused('own_listing');
    given().when({ ...express, listing: { ...listing, onMarket: false } }).thenRefused('listing_not_published');
    // Once expressed, it is answered although the listing has gone.
    given(expressed).when({ ...express, listing: { ...listing, onMarket: false } }).thenNothing();
    given(expressed).when({ ...express, purpose: '别的' }).thenRefused('interest_open', { interestId: 'i-1', status: 'expressed' });
    given(expressed, declined).when(express).thenRefused('interest_rounds_used', { round: 1 });
  });

  test('is answered by the unit, once', () => {
    given(expressed).when({ type: 'AcceptInterest', by: office }).then(acceptedInterest);
    given(expressed).when({ type: 'AcceptInterest', by: office }).thenRepeatingIsHarmless();
    given(expressed).when({ type: 'AcceptInterest', by: firm }).thenRefused('seller_only');
    given(expressed).when({ type: 'AcceptInterest', by: { ...office, personId: firm.personId } }).thenRefused('agrees_with_oneself');
    given(expressed).when({ type: 'DeclineInterest', by: office, reason }).then(declined);
    given(expressed).when({ type: 'DeclineInterest', by: office, reason }).thenRepeatingIsHarmless();
    given(expressed).when({ type: 'DeclineInterest', by: firm, reason }).thenRefused('seller_only');
    given(expressed, acceptedInterest).when({ type: 'DeclineInterest', by: office, reason }).thenRefused('interest_answered', { status: 'accepted' });
    given(expressed, declined).when({ type: 'AcceptInterest', by: office }).thenRefused('interest_answered', { status: 'declined' });
  });

  test('is taken back by whoever expressed it, before the answer', () => {
    given(expressed).when({ type: 'WithdrawInterest', by: firm, reason }).then(withdrawn);
    given(expressed).when({ type: 'WithdrawInterest', by: firm, reason }).thenRepeatingIsHarmless();
    given(expressed).when({ type: 'WithdrawInterest', by: office, reason }).thenRefused('buyer_only');
    given(expressed, acceptedInterest).when({ type: 'WithdrawInterest', by: firm, reason }).thenRefused('interest_answered');
  });

  test('lapses when its time is over, not a millisecond before, and not once it was answered', () => {
    given(expressed).when({ type: 'LapseInterest', now: '2026-03-09T15:59:59.999Z' }).thenNothing();
    given(expressed).when({ type: 'LapseInterest', now: respondBy.at }).then(lapsed);
    given(expressed).when({ type: 'LapseInterest', now: respondBy.at }).thenRepeatingIsHarmless();
    given(expressed, acceptedInterest).when({ type: 'LapseInterest', now: respondBy.at }).thenNothing();
    given(expressed, lapsed).when({ type: 'AcceptInterest', by: office }).thenRefused('interest_answered', { status: 'lapsed' });
    given().when({ type: 'LapseInterest', now: respondBy.at }).thenNothing();
  });

  test('is ended by either side once it was accepted, or with the talks', () => {
    given(expressed, acceptedInterest).when({ type: 'CloseInterest', by: firm, reason }).then(closed('by_buyer', reason, 'p-he'));
    given(expressed, acceptedInterest).when({ type: 'CloseInterest', by: office, reason }).then(closed('by_seller', reason, 'p-zhao'));
    given(expressed, acceptedInterest).when({ type: 'CloseInterest', by: office, reason }).thenRepeatingIsHarmless();
    given(expressed).when({ type: 'CloseInterest', by: office, reason }).thenRefused('interest_over', { status: 'expressed' });
    given(expressed, acceptedInterest).when(bySystem('negotiation_left')).then(closed('negotiation_left', null, 'system:interests'));
    given(expressed).when(bySystem('negotiation_left')).thenNothing();
  });

  test('of what became restricted is over however it stood, and whoever was interested hears nothing more', () => {
    const gone = closed('achievement_restricted', null, 'system:interests');
    for (const before of [[expressed], [expressed, acceptedInterest], [expressed, declined], [expressed, lapsed]]) {
      given(...before).when(bySystem('achievement_restricted')).then(gone);
      given(...before).when(bySystem('achievement_restricted')).thenRepeatingIsHarmless();
    }
    given(expressed, gone).when({ type: 'WithdrawInterest', by: firm, reason }).thenRefused('not_found');
    given(expressed, gone).when({ type: 'AcceptInterest', by: office }).thenRefused('interest_answered');
    given().when(bySystem('achievement_restricted')).thenNothing();
  });

  test('is not there for anybody else', () => {
    for (const command of [{ type: 'AcceptInterest' }, { type: 'DeclineInterest', reason }, { type: 'WithdrawInterest', reason }, { type: 'CloseInterest', reason }] as const) {
      given(expressed).when({ ...command, by: stranger } as InterestCommand).thenRefused('not_found');
      given().when({ ...command, by: office } as InterestCommand).thenRefused('not_found');
    }
  });
});
