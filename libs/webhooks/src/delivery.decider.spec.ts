import { specification } from '@hewu/kernel/src/testing.js';
import { deliveryDecider } from './delivery.decider.js';
import type { DeliveryEvent } from './events.js';

const given = specification(deliveryDecider);
const about = { deliveryId: 'd', webhookId: 'w', organisationId: 'o' };
const died = (round: number): DeliveryEvent => ({ type: 'DeliveryDied', data: { ...about, round, eventType: 'listing.published', subjectId: 's', attempts: 10, lastStatus: 503 } });
const replayed = (round: number): DeliveryEvent => ({ type: 'DeliveryReplayed', data: { ...about, round, replayedBy: 'p' } });
const bury = (round: number) => ({ type: 'BuryDelivery', system: true, ...died(round).data }) as Parameters<typeof deliveryDecider.decide>[0];
const replay = { type: 'ReplayDelivery', ...about, round: 1, waiting: false, webhookPaused: false, by: { personId: 'p', administrator: true } } as const;

describe('a delivery', () => {
  test('dies once a round', () => {
    given().when(bury(1)).then(died(1));
    given().when(bury(1)).thenRepeatingIsHarmless();
    given(died(1), replayed(2)).when(bury(2)).then(died(2));
    given(died(1), replayed(2), died(2)).when(bury(1)).thenNothing();
    given().when({ ...bury(1), system: false } as never).thenRefused('administrator_required');
  });

  test('is replayed by an administrator, whether it died, was held or arrived', () => {
    given(died(1)).when(replay).then(replayed(2));
    given().when(replay).then(replayed(2));
    // Replays of the whole webhook raise the round without a word here.
    given(died(1)).when({ ...replay, round: 4 }).then(replayed(5));
  });

  test('is not replayed while it goes on, or while somebody else’s replay is on its way', () => {
    given().when({ ...replay, waiting: true }).thenNothing();
    given(died(1)).when(replay).thenRepeatingIsHarmless();
  });

  test('is refused, in this order, to others than administrators and while the webhook is paused', () => {
    given(died(1)).when({ ...replay, webhookPaused: true, by: { personId: 'p', administrator: false } }).thenRefused('administrator_required');
    given(died(1)).when({ ...replay, webhookPaused: true }).thenRefused('webhook_paused');
  });
});
