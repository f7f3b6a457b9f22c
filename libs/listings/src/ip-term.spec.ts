import fc from 'fast-check';
import { plusDays } from '@hewu/calendar/src/days.js';
import type { IpClaim } from './events.js';
import { faultOfIp } from './ip-rules.js';
import { expiryOf } from './ip-term.js';

const right: IpClaim = { kind: 'patent', number: null, title: 'x', status: 'granted', filedOn: null, grantedOn: null, firstUsedOn: null, woodyOrVine: null, holderOrganisationId: null };

describe('how long a right holds', () => {
  test.each<[string, Partial<IpClaim>, string | null]>([
    ['an invention: twenty years from filing', { number: 'ZL202019999999.8', filedOn: '2020-03-05' }, '2040-03-05'],
    ['a utility model: ten', { number: 'ZL202029999999.3', filedOn: '2020-02-29' }, '2030-02-28'],
    ['a design: fifteen', { number: 'ZL202139999999.3', filedOn: '2021-06-01' }, '2036-06-01'],
    ['a design filed the day before: ten', { number: 'ZL202139999999.3', filedOn: '2021-05-31' }, '2031-05-31'],
    ['an invention of which the filing is not told', { number: 'ZL202019999999.8' }, null],
    ['software: to the end of the fiftieth year after first publication', { kind: 'software_copyright', firstUsedOn: '2023-06-01' }, '2074-01-01'],
    ['a layout: ten years from the earlier of filing and first use', { kind: 'ic_layout', filedOn: '2023-05-10', firstUsedOn: '2022-12-01' }, '2032-12-01'],
    ['a layout that was only filed', { kind: 'ic_layout', filedOn: '2023-05-10' }, '2033-05-10'],
    ['a vine granted since June 2025', { kind: 'plant_variety', grantedOn: '2025-06-01', woodyOrVine: true }, '2050-06-01'],
    ['a herb granted before', { kind: 'plant_variety', grantedOn: '2025-05-31', woodyOrVine: false }, '2040-05-31'],
    ['a variety of which it is not told', { kind: 'plant_variety', grantedOn: '2025-06-01' }, null],
    ['a medicine', { kind: 'biological_medicine', grantedOn: '2024-02-29' }, '2029-02-28'],
    ['know-how', { kind: 'know_how', status: 'kept' }, null],
  ])('%s', (_, changes, until) => expect(expiryOf({ ...right, ...changes })).toBe(until));

  test('a right is refused from the day on which its term is over, and taken the day before; lapsed it is always taken', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: -4_000, max: 4_000 }), (days, off) => {
        const filedOn = plusDays('2000-01-01', days);
        const layout: IpClaim = { ...right, kind: 'ic_layout', number: 'BS.235999999', status: 'registered', filedOn };
        const today = plusDays(expiryOf(layout)!, off);
        expect(faultOfIp([layout], today)?.refused ?? null).toBe(today < filedOn ? 'ip_day_in_future' : off >= 0 ? 'ip_term_over' : null);
        expect(faultOfIp([{ ...layout, status: 'lapsed' }], today)?.refused ?? null).toBe(today < filedOn ? 'ip_day_in_future' : null);
      }),
    ));
});
