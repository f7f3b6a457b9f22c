import { PublishExpertEntryCommand, WithdrawExpertEntryCommand } from '@hewu/experts/src/expert-entry.commands.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { Alert, Narrowing } from '@hewu/search/src/events.js';
import { DeleteSearchCommand, KeepSearchCommand } from '@hewu/search/src/saved-searches.commands.js';
import type { Stage } from './stage.js';

/** Before anything is on the market: what two persons look for, so that they are told of what comes; one changed a search, one gave one up. */
export const saveSearches = async ({ founding, people, units }: Stage): Promise<void> => {
  const keep = (step: string, mail: string, unit: string, how: 'new' | 'changed', name: string, q: string | null, narrowed: readonly Narrowing[], alert: Alert): Promise<unknown> =>
    founding.step(`search ${step}`, (context) => new KeepSearchCommand(how, { searchId: derivedId('demonstration', 'search', name), personId: people.get(mail)!, name, query: { q, narrowed }, alert }, context), people.get(mail)!, units[unit]!);
  await keep('saved pepper', 'engineer@firm.example', 'firm', 'new', '花椒新技术', 'huajiao', [], 'at_once');
  await keep('saved hotpot', 'engineer@firm.example', 'firm', 'new', '火锅底料', '火锅底料', [{ facet: 'trl', values: ['6', '7', '8', '9'] }], 'at_once');
  await keep('changed hotpot', 'engineer@firm.example', 'firm', 'changed', '火锅底料', '火锅底料', [], 'daily');
  await keep('saved vision', 'manager@agency.example', 'agency', 'new', 'Machine vision', 'machine vision', [], 'weekly');
  await keep('saved equipment', 'manager@agency.example', 'agency', 'new', '合川装备', null, [{ facet: 'industry', values: ['C33', 'C35', 'C37'] }, { facet: 'region', values: ['500117'] }], 'off');
  await keep('saved silk', 'manager@agency.example', 'agency', 'new', '蚕丝', '蚕丝', [], 'daily');
  await founding.step('search deleted silk', (context) => new DeleteSearchCommand({ searchId: derivedId('demonstration', 'search', '蚕丝'), personId: people.get('manager@agency.example')! }, context), people.get('manager@agency.example')!, units['agency']!);
};

/** Two who let the public find them, and one who does no more. */
export const publishExperts = async ({ founding, people, units }: Stage): Promise<void> => {
  const publish = (mail: string, unit: string, expertise: string): Promise<unknown> => {
    const personId = people.get(mail)!;
    const { id: organisationId, region } = units[unit]!;
    return founding.step(`expert ${mail}`, (context) => new PublishExpertEntryCommand({ personId, organisationId, region, expertise }, context), personId, units[unit]!);
  };
  await publish('researcher@institute.example', 'institute', '花椒油与藤椒油低温萃取，二十年中试经验（示例）');
  await publish('expert-one@agency.example', 'agency', '机器视觉分选与在线检测（示例）');
  await publish('researcher@academy.example', 'academy', '晚熟柑橘贮藏保鲜（示例）');
  const gone = people.get('researcher@academy.example')!;
  await founding.step('expert withdrawn', (context) => new WithdrawExpertEntryCommand(gone, context), gone, units['academy']!);
};
