import { specification } from '@hewu/kernel/src/testing.js';
import type { RegistrationNumberClaimed, RegistrationNumberFreed } from './events.js';
import { registrationNumbers, type RegistrationNumberCommand } from './registration-number.decider.js';
import { registrationNumberIdOf } from './registration-number.js';
import { about } from './samples.js';

const given = specification(registrationNumbers);
const of = (contractId: string) => ({ ...about, contractId, region: '500117', registrationNumber: '2026500117000001' }) as const;
const claimed = (contractId: string): RegistrationNumberClaimed => ({ type: 'RegistrationNumberClaimed', data: { ...of(contractId), technologyAmountFen: 45_000_000, claimedBy: 'p-reg', claimedForOrganisationId: 'o-bureau' } });
const freed = (contractId: string): RegistrationNumberFreed => ({ type: 'RegistrationNumberFreed', data: of(contractId) });
const claim = (contractId: string, registeredBefore: string | null = null): RegistrationNumberCommand => ({ type: 'ClaimRegistrationNumber', claim: claimed(contractId).data, registeredBefore });
const free = (contractId: string): RegistrationNumberCommand => ({ type: 'FreeRegistrationNumber', contractId });

describe('a registration number', () => {
  test('is one contract’s, and no other’s', () => {
    given().when(claim('c-1')).then(claimed('c-1'));
    given().when(claim('c-1')).thenRepeatingIsHarmless();
    given(claimed('c-1')).when(claim('c-2')).thenRefused('registration_number_taken');
  });

  test('counts as taken by the contract that was registered under it before numbers were held', () => {
    given().when(claim('c-1', 'c-old')).thenRefused('registration_number_taken');
    given().when(claim('c-old', 'c-old')).then(claimed('c-old'));
  });

  test('is given back by its contract alone, and may be given again', () => {
    given(claimed('c-1')).when(free('c-1')).then(freed('c-1'));
    given(claimed('c-1')).when(free('c-1')).thenRepeatingIsHarmless();
    given(claimed('c-1')).when(free('c-2')).thenNothing();
    given(claimed('c-1'), freed('c-1')).when(claim('c-2')).then(claimed('c-2'));
  });

  test('is another one in another region', () => expect(registrationNumberIdOf('500117', '2026500117000001')).not.toBe(registrationNumberIdOf('511622', '2026500117000001')));
});
