import { specification } from '@hewu/kernel/src/testing.js';
import { expertEntry } from './expert-entry.decider.js';
import type { ExpertEntryPublished, ExpertEntryWithdrawn } from './events.js';

const data: ExpertEntryPublished['data'] = { personId: 'p-1', organisationId: 'o-1', region: '500117', name: '王敏', expertise: '花椒油加工' };
const published: ExpertEntryPublished = { type: 'ExpertEntryPublished', data };
const withdrawn: ExpertEntryWithdrawn = { type: 'ExpertEntryWithdrawn', data: { personId: 'p-1' } };
const publish = { type: 'PublishExpertEntry', data } as const;
const withdraw = { type: 'WithdrawExpertEntry', personId: 'p-1' } as const;

const given = specification(expertEntry);

test('a person lets themselves be found', () => given().when(publish).then(published));
test('and says it anew in other words', () => given(published).when({ ...publish, data: { ...data, expertise: '藤椒' } }).then({ ...published, data: { ...data, expertise: '藤椒' } }));
test('and takes it back, once', () => {
  given(published).when(withdraw).then(withdrawn);
  given(published, withdrawn).when(withdraw).thenNothing();
  given().when(withdraw).thenNothing();
});
test('and may come back', () => given(published, withdrawn).when(publish).then(published));
