import type { NoticeVoided, ObjectionDecided, PriceAgreed } from './events.js';
import { nextStepOf } from './next-step.js';
import { aboutNotice, agreed, decideBy, noticed, objection, offered, opened, rejected } from './samples.js';
import { transfersProjection, type TransferDocument } from './transfers.projection.js';

type Told = Parameters<typeof transfersProjection.evolve>[1];

/** What comes next after these events. */
const nextAfter = (...events: readonly { readonly type: string; readonly data: object }[]) => {
  const document = events.reduce<TransferDocument | null>((folded, event, n) => transfersProjection.evolve(folded, { ...event, position: String(n), metadata: { occurredAt: '2026-03-02T01:00:00.000Z' } } as unknown as Told), null);
  return nextStepOf(document!);
};

describe('the next step after another price took the place of a published one', () => {
  const again: PriceAgreed = { ...agreed, data: { ...agreed.data, round: 2, offerVersion: null } };
  const voided: NoticeVoided = { type: 'NoticeVoided', data: { ...aboutNotice, round: 1, ground: 'price_changed' } };
  const second = { ...objection, data: { ...objection.data, objectionId: 'x-2' } };
  const decide = { step: 'decide_objection', owner: 'seller', organisationId: 'o-institute', until: decideBy.at };
  const open = { step: 'open_notice', owner: 'seller', organisationId: 'o-institute', until: null };

  test('is to decide what was objected to the former one, whichever was told first, and only then to publish the new one', () => {
    for (const events of [[noticed, objection, again, voided], [noticed, objection, voided, again], [noticed, again, objection, voided]]) {
      expect(nextAfter(opened, offered, agreed, ...events)).toEqual(decide);
      expect(nextAfter(opened, offered, agreed, ...events, rejected)).toEqual(open);
    }
  });

  test('waits for each of them', () => {
    const both = [opened, offered, agreed, noticed, objection, second, again, voided] as const;
    const other: ObjectionDecided = { ...rejected, data: { ...rejected.data, objectionId: 'x-2' } };
    expect(nextAfter(...both, rejected)).toEqual(decide);
    expect(nextAfter(...both, rejected, other)).toEqual(open);
  });

  test('is to publish it where nothing was objected, or all of it was decided', () => {
    expect(nextAfter(opened, offered, agreed, noticed, again, voided)).toEqual(open);
    expect(nextAfter(opened, offered, agreed, noticed, objection, rejected, again, voided)).toEqual(open);
  });
});
