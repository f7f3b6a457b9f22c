import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { priceNoticeEvents, type DecideBy, type NoticeOpened, type ObjectionOutcome, type PriceNoticeEvent, type VoidGround } from './events.js';
import type { NoticeStatus } from './price-notice.decider.js';

export type ObjectionRecord = {
  readonly id: string;
  readonly statement: string;
  /** A person's id, for the person's own reading. */
  readonly raisedBy: string;
  readonly raisedAt: string;
  /** Null in what was recorded before objections had a time. */
  readonly decideBy: Pick<DecideBy, 'decideOn' | 'at' | 'provisional'> | null;
  readonly overdueSince: string | null;
  readonly outcome: ObjectionOutcome | null;
  readonly reasons: string | null;
  readonly decidedAt: string | null;
};

/** A published price with everything that was said about it. Whoever reads for the public leaves the objections' texts out. */
export type PriceNoticeDocument = Omit<NoticeOpened['data'], 'noticeId' | 'involved' | 'openedBy'> & {
  readonly _id: string;
  readonly status: NoticeStatus;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly voidedBecause: VoidGround | null;
  readonly objections: readonly ObjectionRecord[];
  /** It is open, and an objection to it waits beyond its time. */
  readonly overdue: boolean;
};

const evolve = (document: PriceNoticeDocument | null, { type, data, metadata: { occurredAt } }: Recorded<PriceNoticeEvent>): PriceNoticeDocument | null => {
  if (type === 'NoticeOpened') {
    const { noticeId: _id, involved: _involved, openedBy: _openedBy, ...content } = data;
    return { _id, ...content, status: 'open', openedAt: occurredAt, closedAt: null, voidedBecause: null, objections: [], overdue: false };
  }
  const after = document && changed(document, { type, data } as Changing, occurredAt);
  return after && { ...after, overdue: after.status === 'open' && after.objections.some(({ outcome, overdueSince }) => outcome === null && overdueSince !== null) };
};

type Changing = Exclude<PriceNoticeEvent, { type: 'NoticeOpened' }>;

const changed = (document: PriceNoticeDocument, { type, data }: Changing, occurredAt: string): PriceNoticeDocument => {
  switch (type) {
    case 'NoticeRecounted': {
      const { closesOn, closesAt, provisional, calendarVersion } = data;
      return { ...document, closesOn, closesAt, provisional, calendarVersion };
    }
    case 'ObjectionRaised':
      return { ...document, objections: [...document.objections, { id: data.objectionId, statement: data.statement, raisedBy: data.raisedBy, raisedAt: occurredAt, decideBy: timeOf(data.decideBy), overdueSince: null, outcome: null, reasons: null, decidedAt: null }] };
    case 'ObjectionRecounted':
      return objectionChanged(document, data.objectionId, { decideBy: timeOf(data.decideBy) });
    case 'ObjectionOverdue':
      return objectionChanged(document, data.objectionId, { overdueSince: data.decideBy.at });
    case 'ObjectionDecided': {
      const { objectionId, outcome, reasons } = data;
      return objectionChanged(document, objectionId, { outcome, reasons, decidedAt: occurredAt });
    }
    case 'NoticeClosed':
      return { ...document, status: 'closed', closedAt: occurredAt };
    case 'NoticeVoided':
      return { ...document, status: 'voided', closedAt: occurredAt, voidedBecause: data.ground };
  }
};

const objectionChanged = (document: PriceNoticeDocument, objectionId: string, change: Partial<ObjectionRecord>): PriceNoticeDocument => ({
  ...document,
  objections: document.objections.map((objection) => (objection.id === objectionId ? { ...objection, ...change } : objection)),
});

const timeOf = (decideBy: DecideBy | null): ObjectionRecord['decideBy'] => decideBy && { decideOn: decideBy.decideOn, at: decideBy.at, provisional: decideBy.provisional };

export const priceNoticesProjection: Projection<PriceNoticeDocument, PriceNoticeEvent> = {
  name: 'priceNotices',
  version: 3,
  families: [priceNoticeEvents],
  indexes: [{ fields: ['overdue', 'openedAt'] }, { fields: ['status', 'openedAt'] }, { fields: ['openedAt'] }, { fields: ['listingId', 'status'] }],
  key: (event) => event.data.noticeId,
  evolve,
};
