import type { CommandContext, Kernel } from '@hewu/kernel/src/handle.js';
import { organisation, type By } from './organisation.decider.js';

const SYSTEM = 'system:';

/**
 * Who a command comes from, as the organisation they act for says at this moment; strictly, from its stream, so that a
 * role taken away a moment ago decides nothing any more. Only code of ours can name a `system:` actor: over HTTP an
 * actor is a person's id.
 */
export const byOf = async (kernel: Pick<Kernel, 'load'>, { actor, onBehalfOf }: CommandContext): Promise<By> => {
  const nobody: By = { personId: actor, region: null, roles: [], system: actor.startsWith(SYSTEM) };
  if (onBehalfOf === null) return nobody;
  const { registered, status, members } = await kernel.load(organisation, onBehalfOf);
  if (registered === null || status !== 'verified' || !Object.hasOwn(members, actor)) return nobody;
  return { ...nobody, region: registered.region, roles: members[actor]! };
};
