import type { CommandContext } from '@hewu/kernel/src/handle.js';

/** Who asks, for whom, as a fact for deciders. Routes let nobody through who acts for no organisation. */
export const byOf = ({ actor, onBehalfOf, region }: CommandContext): { personId: string; organisationId: string; region: string } => {
  if (onBehalfOf === null || region === null) throw new Error(`${actor} gives a command of the listings for no organisation`);
  return { personId: actor, organisationId: onBehalfOf, region };
};
