import { deepStrictEqual } from 'node:assert';
import { isRefusal, type Decider } from './decider.js';
import type { Event } from './event.js';

/** `given(history).when(command).then(events)`: a decider's spec reads as the sentence in its context's README. */
export const specification =
  <S, C, E extends Event, R extends string>(decider: Decider<S, C, E, R>) =>
  (...history: E[]) => {
    const state = history.reduce(decider.evolve, decider.initialState);
    return {
      when: (command: C) => {
        const decision = decider.decide(command, state);
        return {
          then: (...events: E[]) => deepStrictEqual(decision, events),
          thenRefused: (code: R, details?: Record<string, unknown>) =>
            details
              ? deepStrictEqual(decision, { refused: code, details })
              : deepStrictEqual(isRefusal(decision) ? decision.refused : decision, code),
          thenNothing: () => deepStrictEqual(decision, []),
          thenRepeatingIsHarmless: () => {
            if (isRefusal(decision)) throw new Error(`expected events, was refused: ${decision.refused}`);
            deepStrictEqual(decider.decide(command, decision.reduce(decider.evolve, state)), []);
          },
        };
      },
    };
  };
