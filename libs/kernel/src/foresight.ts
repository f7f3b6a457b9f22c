import { isRefusal, type Decider } from './decider.js';
import type { Event } from './event.js';
import type { CommandContext, Kernel } from './handle.js';

/** What a command would come to if it were given now. `news` is how many events it would record; none when everything is so already. */
export type Foreseen = { readonly revision: number; readonly position: null; readonly news: number };

/**
 * The same kernel, over which commands are decided and nothing is recorded: a handler made with it gathers the same facts,
 * asks the same decider and answers the same refusals, so a rehearsal cannot drift from the real thing. What is not refused
 * answers `Foreseen`. A repeated command id is not looked for: a rehearsal asks what would come of a new one.
 */
export const foreseeing = (kernel: Kernel): Kernel => {
  const foresee = async <S, C extends object, E extends Event, R extends string>(decider: Decider<S, C, E, R>, id: string, command: C, _context: CommandContext): Promise<object> => {
    const decision = decider.decide(command, await kernel.load(decider, id));
    return isRefusal(decision) ? decision : ({ revision: 0, position: null, news: decision.length } satisfies Foreseen);
  };
  return Object.create(kernel, { handle: { value: foresee } }) as Kernel;
};
