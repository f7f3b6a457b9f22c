import { NEVER } from 'rxjs';
import type { ActorSource, SignedInCaller } from './actor.js';
import { ChangesController } from './changes.controller.js';
import type { Changes } from './changes.js';
import { Problem } from './problems.js';

const caller = { actor: { personId: 'p-1' } } as SignedInCaller;

describe('a stream of changes', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** Watches with a token that `resolve` judges. */
  const watched = (resolve: () => Promise<never>): { readonly over: () => boolean; readonly leave: () => void } => {
    const changes = { names: new Set(['listings']), watch: () => NEVER } as unknown as Changes;
    let over = false;
    const subscription = new ChangesController(changes, { resolve } as unknown as ActorSource).watch({ of: ['listings'] }, undefined, caller, 'the token').subscribe({ complete: () => (over = true) });
    return { over: () => over, leave: () => subscription.unsubscribe() };
  };
  const fails = (fault: Error) => () => Promise.reject(fault);

  test('ends within a minute when whoever watches is no longer signed in', async () => {
    const { over } = watched(fails(new Problem(401, 'token_invalid')));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(over()).toBe(true);
  });

  test.each([
    ['is still signed in', async () => ({}) as never],
    ['cannot be asked about, since a store is away', fails(new Error('away'))],
  ])('goes on for ten minutes while whoever watches %s', async (_, resolve) => {
    const { over } = watched(resolve);
    await jest.advanceTimersByTimeAsync(590_000);
    expect(over()).toBe(false);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(over()).toBe(true);
  });

  test('asks no more once whoever watches has left', async () => {
    const resolve = jest.fn(fails(new Problem(401, 'token_invalid')));
    watched(resolve).leave();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(resolve).not.toHaveBeenCalled();
  });
});
