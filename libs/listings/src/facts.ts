import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { By } from './by.js';

/** Who asks, for whom, as a fact for deciders. Routes let nobody through who acts for no organisation. */
export const byOf = ({ actor, onBehalfOf, region }: CommandContext): By => {
  if (onBehalfOf === null || region === null) throw new Error(`${actor} gives a command of the listings for no organisation`);
  return { personId: actor, organisationId: onBehalfOf, region };
};
