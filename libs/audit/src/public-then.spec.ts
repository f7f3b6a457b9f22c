import type { Recorded } from '@hewu/kernel/src/event.js';
import { achievementStreamsProjection } from './achievement-streams.projection.js';
import { withheldFieldsOf } from './public-then.js';

const achievementId = 'a-1';
const projection = achievementStreamsProjection([]);
let position = 0;
const recorded = (type: string, data: object): Recorded => {
  position += 1;
  return {
    type, data: { achievementId, ...data }, eventId: `e-${position}`, schemaVersion: 1, stream: `${type}-s`, revision: 0, position: String(position).padStart(16, '0'), recordedAt: '2026-03-02T01:00:00.001Z',
    metadata: { commandId: 'c', fingerprint: 'f', correlationId: 'k', causationId: 'w', actor: 'p', onBehalfOf: null, region: null, legalBasis: null, occurredAt: '2026-03-02T01:00:00.000Z' },
  };
};
const secrecy = (tier: string): Recorded => recorded('AchievementCorrected', { content: { secrecy: tier } });
const talks = (transferId: string, listingId: string): Recorded => recorded('NegotiationOpened', { transferId, listingId });
const concluded = (transferId: string): Recorded => recorded('ContractConcluded', { transferId });
/** What of each of these entries is withheld when all of it has happened; those of the market's own only. */
const withheld = (...events: readonly Recorded[]): readonly unknown[] => {
  const achievement = events.reduce((document, event) => projection.evolve(projection.evolve(document, event), event), null as ReturnType<typeof projection.evolve>)!;
  return events.filter(({ type }) => /^(Listing|Notice|Objection|Offer|Contract[RS])/.test(type)).map((event) => withheldFieldsOf(event as Parameters<typeof withheldFieldsOf>[0], achievement));
};

describe('of an achievement that became restricted', () => {
  const published = (listingId: string): Recorded => recorded('ListingPublished', { listingId });
  const notice = (transferId: string): Recorded => recorded('NoticeOpened', { transferId });

  test('what was public and came to a contract stays readable, without the words of the thing', () => {
    expect(withheld(published('l'), talks('t', 'l'), recorded('OfferMade', { transferId: 't' }), notice('t'), recorded('ObjectionRaised', { transferId: 't' }), recorded('ContractSigned', { transferId: 't' }), concluded('t'), recorded('ContractRegistered', { transferId: 't' }), secrecy('restricted')))
      .toEqual([[], null, ['name', 'abstract'], ['statement', 'statementSha256'], null, []]);
  });

  test('what bound nobody is withheld, also beside what did', () => {
    expect(withheld(published('l'), published('m'), talks('t', 'l'), talks('u', 'm'), concluded('t'), notice('u'), secrecy('restricted'))).toEqual([[], null, null]);
  });

  test('what was recorded while it was restricted, now or before, is withheld', () => {
    expect(withheld(published('l'), talks('t', 'l'), concluded('t'), secrecy('restricted'), recorded('ListingWithdrawn', { listingId: 'l' }), recorded('ContractRegistered', { transferId: 't' }))).toEqual([[], null, null]);
    expect(withheld(talks('t', 'l'), concluded('t'), secrecy('restricted'), notice('t'), secrecy('public'), notice('t'), secrecy('restricted'))).toEqual([null, ['name', 'abstract']]);
    expect(withheld(published('l'), talks('t', 'l'), secrecy('restricted'), concluded('t'))).toEqual([null]);
  });
});
