import { specification } from '@hewu/kernel/src/testing.js';
import { instrument, type InstrumentCommand } from './instrument.decider.js';
import type { InstrumentEvent } from './instrument-events.js';
import { isOperator, OPERATORS_AT_MOST } from './operators.decider.js';
import { NOW, registeredOn } from './registry.fixtures.js';

const given = specification(instrument);
const base = registeredOn(null);
type Terms = { readonly fromOn?: string; readonly untilOn?: string | null; readonly deputyOf?: string | null; readonly member?: boolean };
const appoint = (personId: string, { member = true, ...terms }: Terms = {}): InstrumentCommand => ({ do: 'appoint_operator', instrumentId: 'sem', organisationId: 'institute', personId, fromOn: '2026-03-01', untilOn: null, deputyOf: null, ...terms, member, actorId: 'chen', now: NOW });
const appointed = (personId: string, { member: _member, ...terms }: Terms = {}): InstrumentEvent => ({
  type: 'OperatorAppointed', data: { instrumentId: 'sem', ownerOrganisationId: 'institute', personId, fromOn: '2026-03-01', untilOn: null, deputyOf: null, ...terms, appointedBy: 'chen', appointedAt: NOW },
});
const release = (personId: string): InstrumentCommand => ({ do: 'release_operator', instrumentId: 'sem', organisationId: 'institute', personId, reason: 'other work', actorId: 'chen', now: NOW });
const released = (personId: string): InstrumentEvent => ({ type: 'OperatorReleased', data: { instrumentId: 'sem', personId, ground: 'released', reason: 'other work', releasedBy: 'chen', releasedAt: NOW } });
const leaves = (personId: string): InstrumentCommand => ({ do: 'operator_left', instrumentId: 'sem', personId, now: NOW });
const gone = (personId: string): InstrumentEvent => ({ type: 'OperatorReleased', data: { instrumentId: 'sem', personId, ground: 'left_organisation', reason: '', releasedBy: null, releasedAt: NOW } });
const succeeded = (personId: string, successorId: string): InstrumentEvent => ({ type: 'OperatorSucceeded', data: { instrumentId: 'sem', personId, successorId, succeededAt: NOW } });
const missing = (lastPersonId: string): InstrumentEvent => ({ type: 'OperatorsMissing', data: { instrumentId: 'sem', ownerOrganisationId: 'institute', lastPersonId, noticedAt: NOW } });
const after = (...events: readonly InstrumentEvent[]) => [...base, ...events].reduce(instrument.evolve, instrument.initialState);

test('an operator is appointed, appointed again on other terms, and released', () => {
  given(...base).when(appoint('wang')).then(appointed('wang'));
  given(...base).when(appoint('wang')).thenRepeatingIsHarmless();
  given(...base, appointed('wang')).when(appoint('wang', { untilOn: '2026-12-31' })).then(appointed('wang', { untilOn: '2026-12-31' }));
  given(...base, appointed('wang')).when(release('wang')).then(released('wang'));
  given(...base).when(release('wang')).thenRefused('operator_unknown');
});

test('whom nobody appoints', () => {
  given(...base).when(appoint('rival', { member: false })).thenRefused('operator_not_member');
  given(...base).when(appoint('wang', { untilOn: '2026-02-28' })).thenRefused('operator_term_wrong');
  given(...base).when(appoint('wang', { untilOn: '2026-03-01' })).thenRefused('operator_term_wrong');
  given(...base).when(appoint('li', { deputyOf: 'wang' })).thenRefused('deputy_of_nobody');
  given(...base, appointed('wang')).when(appoint('wang', { deputyOf: 'wang' })).thenRefused('deputy_of_nobody');
  given(...base, appointed('wang'), appointed('li', { deputyOf: 'wang' })).when(appoint('wang', { deputyOf: 'li' })).thenRefused('deputy_of_nobody');
  given(...base, ...Array.from({ length: OPERATORS_AT_MOST }, (_, n) => appointed(`o${n}`))).when(appoint('wang')).thenRefused('operators_too_many');
  given(...base).when({ ...appoint('wang'), organisationId: 'rival' } as InstrumentCommand).thenRefused('not_the_owner');
});

test('the first deputy who may act takes the place of whoever leaves, and other deputies stand in for them', () => {
  const three = [appointed('wang'), appointed('li', { deputyOf: 'wang', fromOn: '2026-04-01' }), appointed('zhou', { deputyOf: 'wang' }), appointed('wu', { deputyOf: 'wang' })];
  given(...base, ...three).when(leaves('wang')).then(gone('wang'), succeeded('wang', 'zhou'));
  given(...base, ...three).when(leaves('wang')).thenRepeatingIsHarmless();
  expect(after(...three, gone('wang'), succeeded('wang', 'zhou')).operators.map(({ personId, deputyOf }) => [personId, deputyOf])).toEqual([['li', 'zhou'], ['zhou', null], ['wu', 'zhou']]);
  given(...base, ...three).when(release('wang')).then(released('wang'), succeeded('wang', 'zhou'));
});

test('when nobody is left who may act, the owner is told', () => {
  given(...base, appointed('wang')).when(leaves('wang')).then(gone('wang'), missing('wang'));
  given(...base, appointed('wang'), appointed('li', { untilOn: '2026-03-01' })).when(leaves('wang')).then(gone('wang'), missing('wang'));
  given(...base, appointed('wang'), appointed('li')).when(leaves('wang')).then(gone('wang'));
  given(...base).when(leaves('wang')).thenNothing();
});

test('an operator acts from the first day to the last, both included', () => {
  const state = after(appointed('wang', { fromOn: '2026-03-02', untilOn: '2026-03-04' }));
  expect(['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05'].map((day) => isOperator(state, 'wang', day))).toEqual([false, true, true, false]);
  expect(isOperator(state, 'li', '2026-03-03')).toBe(false);
});
