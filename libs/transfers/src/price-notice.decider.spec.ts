import { specification } from '@hewu/kernel/src/testing.js';
import type { NoticeClosed, NoticeVoided, ObjectionDecided, ObjectionRaised } from './events.js';
import { priceNotices, type PriceNoticeCommand } from './price-notice.decider.js';
import { about, noticed } from './samples.js';

const given = specification(priceNotices);
const aboutNotice = { ...about, noticeId: 'n-1' } as const;
const during = '2026-03-10T02:00:00.000Z';
const closesAt = noticed.data.closesAt;
const objection: ObjectionRaised = { type: 'ObjectionRaised', data: { ...aboutNotice, objectionId: 'x-1', statement: '价格明显偏低', raisedBy: 'p-liu', raisedForOrganisationId: 'o-other' } };
const raise = (change: Partial<Extract<PriceNoticeCommand, { type: 'RaiseObjection' }>> = {}): PriceNoticeCommand => ({
  type: 'RaiseObjection', objectionId: 'x-1', statement: '价格明显偏低', raisedBy: 'p-liu', raisedForOrganisationId: 'o-other', now: during, ...change,
});
const settle = (change: Partial<Extract<PriceNoticeCommand, { type: 'DecideObjection' }>> = {}): PriceNoticeCommand => ({
  type: 'DecideObjection', objectionId: 'x-1', outcome: 'rejected', reasons: '价格经集体研究并有可比交易', by: { personId: 'p-sun', organisationId: 'o-institute' }, ...change,
});
const rejected: ObjectionDecided = { type: 'ObjectionDecided', data: { ...aboutNotice, objectionId: 'x-1', outcome: 'rejected', reasons: '价格经集体研究并有可比交易', decidedBy: 'p-sun' } };
const close: PriceNoticeCommand = { type: 'CloseNotice', now: closesAt };
const closed = (objections = 0): NoticeClosed => ({ type: 'NoticeClosed', data: { ...aboutNotice, round: 1, closesAt, objections } });
const voided = (ground: NoticeVoided['data']['ground']): NoticeVoided => ({ type: 'NoticeVoided', data: { ...aboutNotice, round: 1, ground } });

describe('a price notice', () => {
  test('is opened for at least fifteen days; fourteen are refused with what would do', () => {
    given().when({ type: 'OpenNotice', notice: noticed.data }).then(noticed);
    given().when({ type: 'OpenNotice', notice: noticed.data }).thenRepeatingIsHarmless();
    given().when({ type: 'OpenNotice', notice: { ...noticed.data, days: 14 } }).thenRefused('notice_too_short', { days: 14, atLeastDays: 15 });
    given(noticed).when({ type: 'OpenNotice', notice: { ...noticed.data, days: 20 } }).thenRefused('notice_exists');
  });

  test('closes when its time is over, not a millisecond earlier', () => {
    given(noticed).when({ ...close, now: '2026-03-17T15:59:59.999Z' }).thenNothing();
    given(noticed).when(close).then(closed());
    given(noticed).when(close).thenRepeatingIsHarmless();
    given().when(close).thenNothing();
  });

  test('takes objections of anybody until its time is over', () => {
    given(noticed).when(raise()).then(objection);
    given(noticed).when(raise()).thenRepeatingIsHarmless();
    given(noticed, objection).when(raise({ raisedBy: 'p-other' })).thenRefused('objection_id_taken');
    given(noticed).when(raise({ now: closesAt })).thenRefused('notice_over', { closedAt: closesAt });
    given(noticed, closed()).when(raise()).thenRefused('notice_not_open', { status: 'closed' });
    given().when(raise()).thenRefused('not_found');
  });

  test('does not close while an objection is open; it closes when the last one is rejected', () => {
    given(noticed, objection).when(close).thenNothing();
    given(noticed, objection).when(settle()).then(rejected);
    given(noticed, objection, rejected).when(close).then(closed(1));
  });

  test('is void when an objection is upheld', () => {
    const upheld: ObjectionDecided = { ...rejected, data: { ...rejected.data, outcome: 'upheld' } };
    given(noticed, objection).when(settle({ outcome: 'upheld' })).then(upheld, voided('objection_upheld'));
    given(noticed, objection, upheld, voided('objection_upheld')).when(close).thenNothing();
  });

  test('has its objections decided by the unit, through somebody not involved, once', () => {
    for (const personId of ['p-zhao', 'p-he', 'p-liu']) given(noticed, objection).when(settle({ by: { personId, organisationId: 'o-institute' } })).thenRefused('not_impartial');
    given(noticed, objection).when(settle({ by: { personId: 'p-sun', organisationId: 'o-firm' } })).thenRefused('not_found');
    given(noticed).when(settle()).thenRefused('objection_unknown');
    given(noticed, objection).when(settle()).thenRepeatingIsHarmless();
    given(noticed, objection, rejected).when(settle({ outcome: 'upheld' })).thenRefused('objection_decided', { outcome: 'rejected' });
    given(noticed, objection, rejected).when(settle({ reasons: '另一个理由' })).thenRefused('objection_decided', { outcome: 'rejected' });
  });

  test('whose end is not certain closes nothing before it was counted again', () => {
    const provisional = { ...noticed, data: { ...noticed.data, provisional: true } };
    const end = { closesOn: '2026-03-18', closesAt: '2026-03-18T16:00:00.000Z', provisional: false, calendarVersion: '2024-2027/1' };
    const recounted = { type: 'NoticeRecounted', data: { ...aboutNotice, ...end } } as const;
    given(provisional).when(close).thenNothing();
    given(provisional).when(raise({ now: closesAt })).then(objection);
    given(provisional).when({ type: 'RecountNotice', end }).then(recounted);
    given(provisional).when({ type: 'RecountNotice', end }).thenRepeatingIsHarmless();
    given(provisional, recounted).when(close).thenNothing();
    given(provisional, recounted).when({ ...close, now: end.closesAt }).then({ ...closed(), data: { ...closed().data, closesAt: end.closesAt } });
    given(noticed, closed()).when({ type: 'RecountNotice', end }).thenNothing();
  });

  test('is void when the price changes or the negotiation is left; one that closed stays closed', () => {
    given(noticed).when({ type: 'VoidNotice', ground: 'price_changed' }).then(voided('price_changed'));
    given(noticed, closed()).when({ type: 'VoidNotice', ground: 'negotiation_left' }).thenNothing();
    given().when({ type: 'VoidNotice', ground: 'negotiation_left' }).thenNothing();
  });
});
