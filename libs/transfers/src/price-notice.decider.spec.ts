import { specification } from '@hewu/kernel/src/testing.js';
import type { DecideBy, NoticeClosed, NoticeVoided, ObjectionDecided, ObjectionOverdue, ObjectionRaised } from './events.js';
import { priceNotices, type PriceNoticeCommand } from './price-notice.decider.js';
import { aboutNotice, decideBy, limitRule, noticed, objection, rejected } from './samples.js';

const given = specification(priceNotices);
const during = '2026-03-10T02:00:00.000Z';
const closesAt = noticed.data.closesAt;
const raise = (change: Partial<Extract<PriceNoticeCommand, { type: 'RaiseObjection' }>> = {}): PriceNoticeCommand => ({
  type: 'RaiseObjection', objectionId: 'x-1', statement: '价格明显偏低', statementSha256: 'h-low', raisedBy: 'p-liu', raisedForOrganisationId: 'o-other', decideBy, limitRule, now: during, ...change,
});
const sun = { personId: 'p-sun', organisationId: 'o-institute', objectorsUnits: [] } as const;
const settle = (change: Partial<Extract<PriceNoticeCommand, { type: 'DecideObjection' }>> = {}): PriceNoticeCommand => ({
  type: 'DecideObjection', objectionId: 'x-1', outcome: 'rejected', reasons: '价格经集体研究并有可比交易', reasonsSha256: 'h-reasons', by: sun, ...change,
});
const close: PriceNoticeCommand = { type: 'CloseNotice', now: closesAt };
const closed = (objections = 0): NoticeClosed => ({ type: 'NoticeClosed', data: { ...aboutNotice, round: 1, closesAt, objections } });
const voided = (ground: NoticeVoided['data']['ground']): NoticeVoided => ({ type: 'NoticeVoided', data: { ...aboutNotice, round: 1, ground } });

describe('a price notice', () => {
  test('is opened for at least fifteen days; fourteen are refused with what would do', () => {
    given().when({ type: 'OpenNotice', notice: noticed.data, undecidedBefore: 0 }).then(noticed);
    given().when({ type: 'OpenNotice', notice: noticed.data, undecidedBefore: 0 }).thenRepeatingIsHarmless();
    given().when({ type: 'OpenNotice', notice: { ...noticed.data, days: 14 }, undecidedBefore: 0 }).thenRefused('notice_too_short', { days: 14, atLeastDays: 15 });
    given(noticed).when({ type: 'OpenNotice', notice: { ...noticed.data, days: 20 }, undecidedBefore: 0 }).thenRefused('notice_exists');
    given(noticed).when({ type: 'OpenNotice', notice: noticed.data, undecidedBefore: 0 }).thenNothing();
    given(noticed, voided('objection_upheld')).when({ type: 'OpenNotice', notice: noticed.data, undecidedBefore: 0 }).thenRefused('notice_voided', { noticeId: noticed.data.noticeId });
    given().when({ type: 'OpenNotice', notice: noticed.data, undecidedBefore: 1 }).thenRefused('objections_undecided', { objections: 1 });
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
    given(noticed, objection).when(raise({ statement: '另一项', statementSha256: 'h-other' })).thenRefused('objection_id_taken');
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
    for (const personId of ['p-zhao', 'p-he', 'p-liu']) given(noticed, objection).when(settle({ by: { ...sun, personId } })).thenRefused('not_impartial');
    given(noticed, objection).when(settle({ by: { ...sun, organisationId: 'o-firm' } })).thenRefused('not_found');
    given(noticed).when(settle()).thenRefused('objection_unknown');
    given(noticed, objection).when(settle()).thenRepeatingIsHarmless();
    given(noticed, objection, rejected).when(settle({ outcome: 'upheld' })).thenRefused('objection_decided', { outcome: 'rejected' });
    given(noticed, objection, rejected).when(settle({ reasons: '另一个理由', reasonsSha256: 'h-other' })).thenRefused('objection_decided', { outcome: 'rejected' });
  });

  test('has no objection decided by whoever raised another one to it, decided or not', () => {
    const own: ObjectionRaised = { ...objection, data: { ...objection.data, objectionId: 'x-2', raisedBy: 'p-sun', raisedForOrganisationId: null } };
    const ownRejected: ObjectionDecided = { ...rejected, data: { ...rejected.data, objectionId: 'x-2', decidedBy: 'p-qian' } };
    given(noticed, objection, own).when(settle()).thenRefused('not_impartial');
    given(noticed, objection, own, ownRejected).when(settle()).thenRefused('not_impartial');
    given(noticed, objection, own).when(settle({ by: { ...sun, personId: 'p-qian' } })).then({ ...rejected, data: { ...rejected.data, decidedBy: 'p-qian' } });
  });

  test('has them decided even when another price has taken its place, which voids nothing twice', () => {
    given(noticed, objection, voided('price_changed')).when(settle()).then(rejected);
    given(noticed, objection, voided('price_changed')).when(settle({ outcome: 'upheld' })).then({ ...rejected, data: { ...rejected.data, outcome: 'upheld' } });
  });

  test('has no objection decided by whoever belongs to the unit that objected as well', () => {
    given(noticed, objection).when(settle({ by: { ...sun, objectorsUnits: ['o-other'] } })).thenRefused('not_impartial');
    given(noticed, objection).when(settle({ by: { ...sun, objectorsUnits: ['o-third'] } })).then(rejected);
    const own: ObjectionRaised = { ...objection, data: { ...objection.data, raisedForOrganisationId: null } };
    given(noticed, own).when(settle({ by: { ...sun, objectorsUnits: ['o-other'] } })).then(rejected);
  });

  test('takes at most so many open objections of one person; a decided one makes room', () => {
    const three = ['x-1', 'x-2', 'x-3'].map((objectionId): ObjectionRaised => ({ ...objection, data: { ...objection.data, objectionId } }));
    const fourth = raise({ objectionId: 'x-4' });
    given(noticed, ...three).when(fourth).thenRefused('too_many_objections', { open: 3, atMost: 3 });
    given(noticed, ...three).when(raise({ objectionId: 'x-4', raisedBy: 'p-other' })).then({ ...objection, data: { ...objection.data, objectionId: 'x-4', raisedBy: 'p-other' } });
    given(noticed, ...three, rejected).when(fourth).then({ ...objection, data: { ...objection.data, objectionId: 'x-4' } });
    given(noticed, ...three).when(raise()).thenNothing();
    given(noticed, ...three, closed(3)).when(fourth).thenRefused('notice_not_open');
  });

  describe('to which an objection waits', () => {
    const late: PriceNoticeCommand = { type: 'MarkOverdue', objectionId: 'x-1', now: decideBy.at };
    const overdue: ObjectionOverdue = { type: 'ObjectionOverdue', data: { ...aboutNotice, objectionId: 'x-1', decideBy } };

    test('says once that its time is over, not a millisecond earlier, and decides nothing', () => {
      given(noticed, objection).when({ ...late, now: '2026-03-24T15:59:59.999Z' }).thenNothing();
      given(noticed, objection).when(late).then(overdue);
      given(noticed, objection).when(late).thenRepeatingIsHarmless();
      given(noticed, objection, overdue).when({ ...close, now: '2026-12-01T00:00:00.000Z' }).thenNothing();
      given(noticed, objection, overdue).when(settle()).then(rejected);
      given(noticed, objection, overdue, rejected).when(close).then(closed(1));
    });

    test('says nothing of one that was decided, is unknown, had no time (version 1), or stands under a notice that ended', () => {
      given(noticed, objection, rejected).when(late).thenNothing();
      given(noticed).when(late).thenNothing();
      given(noticed).when({ ...late, objectionId: 'toString' }).thenNothing();
      given(noticed, { ...objection, data: { ...objection.data, decideBy: null } }).when(late).thenNothing();
      given(noticed, objection, voided('negotiation_left')).when(late).thenNothing();
      given().when(late).thenNothing();
    });

    test('is counted again with the calendar; while its end is not certain nothing is late', () => {
      const unsure: DecideBy = { ...decideBy, provisional: true };
      const moved: DecideBy = { ...decideBy, decideOn: '2026-03-25', at: '2026-03-25T16:00:00.000Z', calendarVersion: '2024-2027/1' };
      const raised: ObjectionRaised = { ...objection, data: { ...objection.data, decideBy: unsure } };
      const again = { type: 'ObjectionRecounted', data: { ...aboutNotice, objectionId: 'x-1', decideBy: moved } } as const;
      const { closesOn, closesAt: at, provisional, calendarVersion } = noticed.data;
      const recount: PriceNoticeCommand = { type: 'RecountNotice', end: { closesOn, closesAt: at, provisional, calendarVersion }, objections: [{ objectionId: 'x-1', decideBy: moved }] };
      given(noticed, raised).when(late).thenNothing();
      given(noticed, raised).when(recount).then(again);
      given(noticed, raised).when(recount).thenRepeatingIsHarmless();
      given(noticed, raised, again).when(late).thenNothing();
      given(noticed, raised, again).when({ ...late, now: moved.at }).then({ ...overdue, data: { ...overdue.data, decideBy: moved } });
      given(noticed, objection, overdue).when(recount).thenNothing();
      given(noticed, objection, rejected).when(recount).thenNothing();
    });
  });

  test('whose end is not certain closes nothing before it was counted again', () => {
    const provisional = { ...noticed, data: { ...noticed.data, provisional: true } };
    const end = { closesOn: '2026-03-18', closesAt: '2026-03-18T16:00:00.000Z', provisional: false, calendarVersion: '2024-2027/1' };
    const recounted = { type: 'NoticeRecounted', data: { ...aboutNotice, ...end } } as const;
    given(provisional).when(close).thenNothing();
    given(provisional).when(raise({ now: closesAt })).then(objection);
    given(provisional).when({ type: 'RecountNotice', end, objections: [] }).then(recounted);
    given(provisional).when({ type: 'RecountNotice', end, objections: [] }).thenRepeatingIsHarmless();
    given(provisional, recounted).when(close).thenNothing();
    given(provisional, recounted).when({ ...close, now: end.closesAt }).then({ ...closed(), data: { ...closed().data, closesAt: end.closesAt } });
    given(noticed, closed()).when({ type: 'RecountNotice', end, objections: [] }).thenNothing();
  });

  test('is void when the price changes or the negotiation is left; one that closed stays closed', () => {
    given(noticed).when({ type: 'VoidNotice', ground: 'price_changed' }).then(voided('price_changed'));
    given(noticed, closed()).when({ type: 'VoidNotice', ground: 'negotiation_left' }).thenNothing();
    given().when({ type: 'VoidNotice', ground: 'negotiation_left' }).thenNothing();
  });
});
