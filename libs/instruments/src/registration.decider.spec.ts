import fc from 'fast-check';
import { specification } from '@hewu/kernel/src/testing.js';
import { instrument, type InstrumentCommand } from './instrument.decider.js';
import type { InstrumentDescription, InstrumentEvent } from './instrument-events.js';
import { BOOK, DESCRIPTION, NOW, registeredOn, registering, SCOPE } from './registry.fixtures.js';

const given = specification(instrument);
const correcting = (more: Partial<InstrumentDescription>): InstrumentCommand => ({ do: 'correct', instrumentId: 'sem', organisationId: 'institute', description: { ...DESCRIPTION, ...more }, reason: 'moved', sharingRule: SCOPE, reporting: BOOK, actorId: 'chen', now: NOW });
const corrected = (more: Partial<InstrumentDescription>, changed: readonly string[], version = 2, inSharingScope = true): InstrumentEvent => ({
  type: 'InstrumentCorrected', data: { instrumentId: 'sem', version, description: { ...DESCRIPTION, ...more }, changed, inSharingScope, sharingRule: SCOPE, reason: 'moved', correctedBy: 'chen', correctedAt: NOW },
});
const hours = (year: number, effectiveHours: number, externalHours: number): InstrumentCommand => ({ do: 'report_hours', instrumentId: 'sem', organisationId: 'institute', year, effectiveHours, externalHours, actorId: 'chen', now: NOW });

test('a correction says what changed and keeps the version before; the same again changes nothing', () => {
  given(...registeredOn(null)).when(correcting({ model: 'S-2', place: { zh: '新楼', en: 'New building' } })).then(corrected({ model: 'S-2', place: { zh: '新楼', en: 'New building' } }, ['model', 'place']));
  given(...registeredOn(null)).when(correcting({ model: 'S-2' })).thenRepeatingIsHarmless();
  given(...registeredOn(null)).when(correcting({})).thenNothing();
  given(...registeredOn(null), corrected({ model: 'S-2' }, ['model'])).when(correcting({})).then(corrected({}, ['model'], 3));
});

test('only the owner corrects, and nothing that is retired', () => {
  given(...registeredOn(null)).when({ ...correcting({ model: 'S-2' }), organisationId: 'rival' } as InstrumentCommand).thenRefused('not_the_owner');
  given(...registeredOn(null)).when(correcting({ commissionedOn: '2026-03-03' })).thenRefused('commissioned_in_future');
  given(...registeredOn(null), { type: 'InstrumentRetired', data: { instrumentId: 'sem', reason: 'old', retiredAt: NOW } }).when(correcting({ model: 'S-2' })).thenRefused('instrument_retired');
  given().when(correcting({})).thenRefused('instrument_unknown');
});

test('the registration asked for again after a correction is recognised', () => {
  given(...registeredOn(null), corrected({ model: 'S-2' }, ['model'])).when(registering(null)).thenNothing();
});

test('hours of a year: external ones are a part, no year has more, none is reported before it begins', () => {
  given(...registeredOn(null)).when(hours(2025, 1_599, 273)).then({ type: 'YearlyHoursReported', data: { instrumentId: 'sem', year: 2025, effectiveHours: 1_599, externalHours: 273, reportedBy: 'chen', reportedAt: NOW } });
  given(...registeredOn(null)).when(hours(2025, 1_599, 273)).thenRepeatingIsHarmless();
  given(...registeredOn(null)).when(hours(2024, 8_784, 0)).thenRepeatingIsHarmless();
  given(...registeredOn(null)).when(hours(2025, 8_784, 0)).thenRefused('hours_impossible', { atMost: 8_760 });
  given(...registeredOn(null)).when(hours(2025, 100, 101)).thenRefused('hours_impossible');
  given(...registeredOn(null)).when(hours(2027, 1, 1)).thenRefused('hours_not_yet');
});

test('the scope follows each correction: whatever the amounts, it is that of the rule in force', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom('government' as const, 'own' as const), (originValueFen, fundingSource) => {
      const decision = instrument.decide(correcting({ originValueFen, fundingSource }), registeredOn(null).reduce(instrument.evolve, instrument.initialState));
      const inScope = fundingSource === 'government' && originValueFen >= SCOPE.amount;
      for (const event of decision as readonly InstrumentEvent[]) if (event.type === 'InstrumentCorrected') expect(event.data.inSharingScope).toBe(inScope);
    }),
  );
});
