import fc from 'fast-check';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { InstrumentRegistered, TariffSet } from './events.js';
import { instrument, type InstrumentCommand, type RegisterInstrument } from './instrument.decider.js';

const NOW = '2026-03-02T01:00:00.000Z';
const both = { zh: '示例', en: 'example' };
const data: RegisterInstrument['data'] = {
  instrumentId: 'sem', calendarId: 'sem', ownerOrganisationId: 'institute', region: '500117', name: both, model: 'S-1', maker: 'M', country: 'CN', field: 'materials', classCode: null, assetNumber: null,
  originValueFen: 50_000_000, fundingSource: 'government', commissionedOn: '2020-05-01', place: both, coordinates: null, indicators: both, functions: both, serviceContent: null, feeStandard: null, openModes: ['self_operation'], contactRole: 'instrument_manager',
};
const tariff = { pricePerHourFen: 30_000, unitMinutes: 30 };
const sharingRule: AppliedRule = { id: 'instrument_scope_fen', jurisdiction: 'CN', version: 1, amount: 50_000_000, unit: 'fen', force: 'required', article: '科研仪器开放共享评价规则（2026-02-01 起施行）', verification: 'published' };
const register = (more: Partial<typeof data> = {}, rule = sharingRule): InstrumentCommand => ({ do: 'register', data: { ...data, ...more }, tariff, acceptedOn: null, reported: null, ownerKind: 'research_institute', sharingRule: rule, reporting: null, actorId: 'chen', now: NOW });
const registered: InstrumentRegistered = { type: 'InstrumentRegistered', data: { ...data, ownerKind: 'research_institute', inSharingScope: true, sharingRule, registeredAt: NOW } };
const priced = (version: number, pricePerHourFen = 30_000): TariffSet => ({ type: 'TariffSet', data: { instrumentId: 'sem', tariff: { version, pricePerHourFen, unitMinutes: 30 }, setAt: NOW } });
const setTariff = (pricePerHourFen: number, organisationId = 'institute'): InstrumentCommand => ({ do: 'set_tariff', instrumentId: 'sem', organisationId, tariff: { pricePerHourFen, unitMinutes: 30 }, now: NOW });
const retire: InstrumentCommand = { do: 'retire', instrumentId: 'sem', organisationId: 'institute', reason: 'worn out', now: NOW };
const given = specification(instrument);

test('an instrument is registered with its first tariff, once', () => {
  given().when(register()).then(registered, priced(1));
  given().when(register()).thenRepeatingIsHarmless();
  given(registered, priced(1)).when(register({ model: 'S-2' })).thenRefused('instrument_id_reused');
  given(registered, priced(1)).when(register({ ownerOrganisationId: 'rival' })).thenRefused('instrument_id_reused');
  given().when(register({ commissionedOn: '2026-03-03' })).thenRefused('commissioned_in_future');
});

test('government money of at least 500 000 yuan makes sharing a duty', () => {
  for (const more of [{ originValueFen: 49_999_999 }, { fundingSource: 'own' as const }]) {
    given().when(register(more)).then({ ...registered, data: { ...registered.data, ...more, inSharingScope: false } }, priced(1));
  }
});

test('the amount is the rule’s that is in force, and one that changes later does not touch what was registered', () => {
  const raised = { ...sharingRule, version: 2, amount: 60_000_000 };
  given().when(register({}, raised)).then({ ...registered, data: { ...registered.data, inSharingScope: false, sharingRule: raised } }, priced(1));
  given(registered, priced(1)).when(register({}, raised)).thenNothing();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 1, max: 10 ** 12 }), (originValueFen, amount) => {
      const rule = { ...sharingRule, amount };
      given().when(register({ originValueFen }, rule)).then({ ...registered, data: { ...registered.data, originValueFen, inSharingScope: originValueFen >= amount, sharingRule: rule } }, priced(1));
    }),
  );
});

test('only the owner prices it; each tariff has the next version; the same price again changes nothing', () => {
  given(registered, priced(1)).when(setTariff(36_000)).then(priced(2, 36_000));
  given(registered, priced(1)).when(setTariff(36_000)).thenRepeatingIsHarmless();
  given(registered, priced(1)).when(setTariff(36_000, 'rival')).thenRefused('not_the_owner');
  given().when(setTariff(36_000)).thenRefused('instrument_unknown');
});

test('a retired instrument is neither priced again nor retired twice', () => {
  const retired = { type: 'InstrumentRetired' as const, data: { instrumentId: 'sem', reason: 'worn out', retiredAt: NOW } };
  given(registered, priced(1)).when(retire).then(retired);
  given(registered, priced(1)).when(retire).thenRepeatingIsHarmless();
  given(registered, priced(1), retired).when(setTariff(1)).thenRefused('instrument_retired');
});
