import { priceNoticeEvents, type PriceNoticeEvent } from '@hewu/transfers/src/events.js';
import { AS_IT_WAS, idle, slot, waits, type DutyTable, type Next } from './duty.js';

type Objection = { readonly objectionId: string; readonly since: string; /** Null in what was recorded before objections had a time. */ readonly decideAt: string | null };
type Notice = { readonly seller: string; readonly open: readonly Objection[] };
type Objector = { readonly personId: string };
type Overdue = { readonly region: string; readonly late: readonly string[] };

const href = (noticeId: string): string => `/api/v1/price-notices/${noticeId}`;

/** The oldest objection says until when; the next one follows when it is decided. Where it says no time, the house counts one. */
const decide = (noticeId: string, known: Notice): Next<Notice> => {
  const [oldest] = known.open;
  if (!oldest) return idle(known);
  const until = oldest.decideAt === null ? { dueBy: 'objection_decision_days' as const } : { dueAt: oldest.decideAt };
  return waits(known, {
    what: 'objection_decision', round: oldest.objectionId, since: oldest.since, by: { organisationId: known.seller, roles: ['decision_maker'] }, ...until, href: href(noticeId),
    sentence: { zh: `价格公示期间收到异议 ${known.open.length} 项，待处理`, en: `Objections to a published price wait for a decision: ${known.open.length}` },
  });
};

/** Nobody decides it in the unit's place; the registrars of its region see to it that the unit does. */
const seeTo = (noticeId: string, known: Overdue): Next<Overdue> => {
  const [longest] = known.late;
  if (longest === undefined) return idle(known);
  return waits(known, {
    what: 'overdue_objection', round: longest, by: { region: known.region, roles: ['registrar'] }, href: href(noticeId),
    sentence: { zh: `逾期未处理的异议 ${known.late.length} 项，请督促单位处理`, en: `Objections that a unit has not decided in time: ${known.late.length}` },
  });
};

/** Objections to a published price wait for the unit, and for the region's registrars once their time is over; whoever objected is told what was decided. */
export const priceNoticeDuties: DutyTable = {
  whats: {
    objection_decision: { zh: '处理异议', en: 'Decide an objection' },
    overdue_objection: { zh: '督促处理逾期异议', en: 'See to an overdue objection' },
    objection_decided: { zh: '异议已处理', en: 'An objection was decided', news: true },
  },
  slots: [
    slot<PriceNoticeEvent, Notice>('objections', 'noticeId', [priceNoticeEvents], {
      NoticeOpened: ({ data: { sellerOrganisationId } }) => idle({ seller: sellerOrganisationId, open: [] }),
      ObjectionRaised: ({ data: { noticeId, objectionId, decideBy }, metadata }, known) =>
        known && decide(noticeId, { ...known, open: [...known.open, { objectionId, since: metadata.occurredAt, decideAt: decideBy?.at ?? null }] }),
      ObjectionRecounted: ({ data: { noticeId, objectionId, decideBy } }, known) =>
        known && decide(noticeId, { ...known, open: known.open.map((one) => (one.objectionId === objectionId ? { ...one, decideAt: decideBy.at } : one)) }),
      ObjectionDecided: ({ data: { noticeId, objectionId } }, known) =>
        known && decide(noticeId, { ...known, open: known.open.filter((one) => one.objectionId !== objectionId) }),
      NoticeClosed: () => null,
      // Undecided, they hold the notice of the next price (`objections_undecided`), and whoever objected has no answer yet.
      NoticeVoided: (_event, known) => known && (known.open.length > 0 ? AS_IT_WAS : null),
    }),
    slot<PriceNoticeEvent, Overdue>('overdue_objections', 'noticeId', [priceNoticeEvents], {
      NoticeOpened: ({ data: { region } }) => idle({ region, late: [] }),
      ObjectionOverdue: ({ data: { noticeId, objectionId } }, known) =>
        known && seeTo(noticeId, { ...known, late: [...known.late.filter((one) => one !== objectionId), objectionId] }),
      ObjectionDecided: ({ data: { noticeId, objectionId } }, known) =>
        known && (known.late.includes(objectionId) ? seeTo(noticeId, { ...known, late: known.late.filter((one) => one !== objectionId) }) : AS_IT_WAS),
      NoticeClosed: () => null,
      NoticeVoided: (_event, known) => known && (known.late.length > 0 ? AS_IT_WAS : null),
    }),
    slot<PriceNoticeEvent, Objector>('own_objection', ['noticeId', 'objectionId'], [priceNoticeEvents], {
      ObjectionRaised: ({ data: { raisedBy } }) => idle({ personId: raisedBy }),
      ObjectionDecided: ({ data: { noticeId, outcome } }, known) =>
        known && waits(known, {
          what: 'objection_decided', round: outcome, by: { personIds: [known.personId] }, href: href(noticeId),
          sentence: outcome === 'upheld' ? { zh: '您的异议成立，理由见公示', en: 'Your objection was upheld; the reasons stand with the notice' } : { zh: '您的异议不成立，理由见公示', en: 'Your objection was rejected; the reasons stand with the notice' },
        }),
    }),
  ],
};
