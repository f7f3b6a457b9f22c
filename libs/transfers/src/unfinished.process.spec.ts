import type { Recorded } from '@hewu/kernel/src/event.js';
import type { ContractAbandoned, ContractRegistered, RegistrationNumberClaimed, RegistrationNumberFreed } from './events.js';
import { about } from './samples.js';
import { FinishTransferStepCommand } from './unfinished.commands.js';
import { unfinishedTransfers } from './unfinished.process.js';

type Known = ContractAbandoned | RegistrationNumberClaimed | RegistrationNumberFreed | ContractRegistered;
const of = (registrationNumber: string) => ({ ...about, contractId: 'c-1', region: '500117', registrationNumber }) as const;
const react = (event: Known) => unfinishedTransfers.react({ ...event, metadata: { occurredAt: '2026-03-20T01:00:00.000Z' } } as unknown as Recorded<Known>);
const claimed = (number: string): RegistrationNumberClaimed => ({ type: 'RegistrationNumberClaimed', data: { ...of(number), technologyAmountFen: 1, claimedBy: 'p-reg', claimedForOrganisationId: 'o-bureau' } });

describe('a registration that is cut off behind its number', () => {
  test('is made a minute later', () => {
    const [timer] = react(claimed('1'));
    expect(timer).toMatchObject({ do: 'schedule', dueAt: '2026-03-20T01:01:00.000Z', errand: { name: 'register', data: { step: 'register', claimed: claimed('1').data } } });
    if (timer?.do !== 'schedule') throw new Error('no timer');
    const command = unfinishedTransfers.command(timer.errand, {} as never);
    expect(command).toBeInstanceOf(FinishTransferStepCommand);
  });

  test('needs no timer once it is made, or the number given back; another number of the contract keeps its own', () => {
    const idOf = (number: string): string => (react(claimed(number))[0] as { timerId: string }).timerId;
    const registered: ContractRegistered = { type: 'ContractRegistered', data: { ...of('1'), contractAmountFen: 2, technologyAmountFen: 1, registeredBy: 'p-reg' } };
    for (const event of [registered, { type: 'RegistrationNumberFreed', data: of('1') } satisfies RegistrationNumberFreed]) expect(react(event)).toEqual([{ do: 'cancel', timerId: idOf('1') }]);
    expect(idOf('2')).not.toBe(idOf('1'));
  });
});

test('a draft that was given up because its winner did not sign ends the transfer a minute later, should that be cut off; any other is talked about again', () => {
  const abandoned: ContractAbandoned = { type: 'ContractAbandoned', data: { ...about, contractId: 'c-1', side: 'seller', reason: '逾期未签约', abandonedBy: 'p-zhao' } };
  expect(react({ ...abandoned, data: { ...abandoned.data, winnerDefault: { deposit: 'forfeited' } } })).toMatchObject([
    { do: 'schedule', dueAt: '2026-03-20T01:01:00.000Z', errand: { data: { step: 'default', transferId: 't-1', recordedBy: 'p-zhao', ground: '逾期未签约', deposit: 'forfeited' } } },
  ]);
  expect(react(abandoned)).toMatchObject([{ errand: { data: { step: 'reopen', contractId: 'c-1' } } }]);
});
