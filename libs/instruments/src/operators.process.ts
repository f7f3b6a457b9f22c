import type { Process } from '@hewu/kernel/src/process.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';
import { FollowLeaverCommand } from './operators.commands.js';

/** Who leaves an organisation looks after none of its instruments any more; their deputies step in. */
export const operatorsProcess: Process<OrganisationEvent> = {
  name: 'instrument-operators',
  families: [organisationEvents],
  react: ({ type, data, position }) => (type === 'MemberRemoved' ? [{ do: 'send', errand: { name: 'follow', data: { organisationId: data.organisationId, personId: data.personId, position } } }] : []),
  command: ({ data }, context) => new FollowLeaverCommand(String(data['organisationId']), String(data['personId']), String(data['position']), context),
};
