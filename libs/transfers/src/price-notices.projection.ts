import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { priceNoticeEvents, type NoticeOpened, type ObjectionOutcome, type PriceNoticeEvent, type VoidGround } from './events.js';
import type { NoticeStatus } from './price-notice.decider.js';

export type ObjectionRecord = {
  readonly id: string;
  readonly statement: string;
  readonly raisedAt: string;
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
};

const evolve = (document: PriceNoticeDocument | null, { type, data, metadata: { occurredAt } }: Recorded<PriceNoticeEvent>): PriceNoticeDocument | null => {
  if (type === 'NoticeOpened') {
    const { noticeId: _id, involved: _involved, openedBy: _openedBy, ...content } = data;
    return { _id, ...content, status: 'open', openedAt: occurredAt, closedAt: null, voidedBecause: null, objections: [] };
  }
  if (!document) return null;
  switch (type) {
    case 'NoticeRecounted': {
      const { closesOn, closesAt, provisional, calendarVersion } = data;
      return { ...document, closesOn, closesAt, provisional, calendarVersion };
    }
    case 'ObjectionRaised':
      return { ...document, objections: [...document.objections, { id: data.objectionId, statement: data.statement, raisedAt: occurredAt, outcome: null, reasons: null, decidedAt: null }] };
    case 'ObjectionDecided': {
      const { objectionId, outcome, reasons } = data;
      return { ...document, objections: document.objections.map((objection) => (objection.id === objectionId ? { ...objection, outcome, reasons, decidedAt: occurredAt } : objection)) };
    }
    case 'NoticeClosed':
      return { ...document, status: 'closed', closedAt: occurredAt };
    case 'NoticeVoided':
      return { ...document, status: 'voided', closedAt: occurredAt, voidedBecause: data.ground };
  }
};

export const priceNoticesProjection: Projection<PriceNoticeDocument, PriceNoticeEvent> = {
  name: 'priceNotices',
  version: 1,
  families: [priceNoticeEvents],
  indexes: [{ fields: ['status', 'openedAt'] }, { fields: ['openedAt'] }, { fields: ['listingId', 'status'] }],
  key: (event) => event.data.noticeId,
  evolve,
};
