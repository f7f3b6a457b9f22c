import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import { eventFamily } from '@hewu/kernel/src/event.js';
import { achievementStreamsProjection } from './achievement-streams.projection.js';
import { historyProjection } from './history.projection.js';
import { sentenceOf } from './sentences.js';

type Registered = Event<'PersonRegistered', { personId: string; name: string | null }>;
const people = eventFamily<Registered>('person', { PersonRegistered: { version: 1, personal: { subject: 'personId', fields: ['name'] } } });
const [person, organisation, achievement, transfer] = ['1', '2', '3', '4'].map((n) => `0199a3c0-0000-7000-8000-00000000000${n}`) as [string, string, string, string];

const recorded = (stream: string, type: string, data: object, revision = 0): Recorded => ({
  type, data, eventId: `e-${stream}-${revision}`, schemaVersion: 1, stream, revision, position: '0000000000000001', recordedAt: '2026-03-02T01:00:00.001Z',
  metadata: { commandId: 'c', fingerprint: 'f', correlationId: 'k', causationId: 'w', actor: person, onBehalfOf: organisation, region: '500117', legalBasis: '促进科技成果转化法 第十八条', occurredAt: '2026-03-02T01:00:00.000Z' },
});

describe('the history', () => {
  const history = historyProjection([people]);

  test('says who, for which organisation and region, what, when, why, under which rule', () => {
    const event = recorded(`transfer-${transfer}`, 'PriceAgreed', { achievementId: achievement, transferId: transfer, amountFen: 1, nested: [{ deep: person }] });
    expect(history.key(event)).toBe(event.eventId);
    expect(history.evolve(null, event)).toEqual({
      _id: event.eventId, position: event.position, stream: event.stream, revision: 0, category: 'transfer', type: 'PriceAgreed', at: '2026-03-02T01:00:00.000Z', recordedAt: '2026-03-02T01:00:00.001Z',
      actor: person, onBehalfOf: organisation, region: '500117', rule: '促进科技成果转化法 第十八条', commandId: 'c', correlationId: 'k', causationId: 'w',
      concerns: [person, organisation, achievement, transfer], data: event.data,
    });
  });

  test('keeps no personal field, and every other', () => {
    const document = history.evolve(null, recorded(`person-${person}`, 'PersonRegistered', { personId: person, name: '王敏' }));
    expect(document?.data).toEqual({ personId: person });
    expect(JSON.stringify(document)).not.toContain('王敏');
  });

  test('is the same when an event comes twice', () => {
    const event = recorded(`transfer-${transfer}`, 'PriceAgreed', { achievementId: achievement });
    expect(history.evolve(history.evolve(null, event), event)).toEqual(history.evolve(null, event));
  });
});

test('an achievement is told of by its own stream and by every stream that names it', () => {
  const streams = achievementStreamsProjection([]);
  const events = [
    recorded(`achievement-${achievement}`, 'AchievementDrafted', { achievementId: achievement, content: { secrecy: 'public' } }),
    recorded('listing-l', 'ListingDrafted', { achievementId: achievement, listingId: 'l' }),
    recorded('listing-l', 'ListingPublished', { achievementId: achievement, listingId: 'l' }, 1),
    recorded('listing-l', 'ListingReturned', { listingId: 'l' }, 2),
  ];
  expect(events.map(streams.key)).toEqual([achievement, achievement, achievement, null]);
  expect(events.slice(0, 3).reduce(streams.evolve, null)).toEqual({ _id: achievement, streams: [`achievement-${achievement}`, 'listing-l'], restricted: false, restrictedTimes: [], transfers: [] });
  const secrecy = (tier: string, revision: number) => recorded(`achievement-${achievement}`, 'AchievementCorrected', { achievementId: achievement, content: { secrecy: tier } }, revision);
  expect([...events.slice(0, 3), secrecy('restricted', 1)].reduce(streams.evolve, null)?.restricted).toBe(true);
  expect([...events.slice(0, 3), secrecy('restricted', 1), events[1]!, secrecy('public', 2)].reduce(streams.evolve, null)?.restricted).toBe(false);
});

describe('a sentence', () => {
  test('tells an event in both languages, money in yuan', () =>
    expect(sentenceOf('OfferMade', { version: 2, side: 'buyer', amountFen: 4_800_005 })).toEqual({ zh: '买方第 2 版报价 48000.05 元', en: 'Offer 2, by the buyer: 48000.05 yuan' }));
  test('of a type that nobody knows is its name', () => expect(sentenceOf('constructor', {})).toEqual({ zh: 'constructor', en: 'constructor' }));
});
