import { join } from 'node:path';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { readConfig, type Config } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { playDemo } from '../../apps/api/src/demo/demo-world.js';
import { StepJournal, type StepsDone } from '../../apps/api/src/demo/steps-done.js';
import { newPlace } from '../support/place.js';

const NOW = '2026-11-25T04:00:00.000Z';
/** Steps that a start does more than the one before: about a dozen starts in all. */
const STEPS_A_START = 70;

class CutOff extends Error {}

/** Loses its power at a step of its choice, counted from the first: once that is recorded, and before or after it is noted as complete. */
const cutting = (journal: StepsDone, at: number, noted: boolean): StepsDone => {
  let steps = 0;
  return {
    answerOf: (step) => {
      const known = journal.answerOf(step);
      if (known) steps++;
      return known;
    },
    add: (step, answer) => {
      const last = ++steps === at;
      if (!last || noted) journal.add(step, answer);
      if (last) throw new CutOff(step);
    },
  };
};

/**
 * What the steps recorded, each by what began it; and which kinds of things processes did: when they come to it, and so how often they
 * remind somebody, depends on who is quicker, and what becomes of a call to another machine on much else.
 */
const recordedIn = async (config: Config): Promise<{ readonly steps: readonly string[]; readonly processes: readonly string[] }> => {
  const { events, close } = await openStores(config, new ManualClock(NOW));
  const steps: string[] = [];
  const processes = new Set<string>();
  try {
    for (let after: string | null = null; ; ) {
      const page = await events.readAll(after, 1_000);
      for (const { type, metadata: { actor, correlationId } } of page) {
        if (actor.startsWith('system:') && actor !== 'system:founding') processes.add(type);
        else steps.push(`${correlationId} ${type}`);
      }
      if (page.length < 1_000) return { steps: steps.sort(), processes: [...processes].filter((type) => !type.startsWith('Delivery')).sort() };
      after = page.at(-1)!.position;
    }
  } finally {
    await close();
  }
};

test('the demonstration world is the same whenever its making was cut off', async () => {
  const [whole, cut] = [await newPlace(), await newPlace()];
  try {
    const [wanted, config] = [whole, cut].map(({ settings }) => readConfig({ HEWU_DEMO: 'on', ...settings })) as [Config, Config];
    await playDemo(wanted, NOW, () => undefined);
    let starts = 0;
    for (let finished = false; !finished; starts++) {
      const journal = new StepJournal(join(config.dataFolder, 'demo-steps.jsonl'));
      const done = cutting(journal, STEPS_A_START * (starts + 1), starts % 2 === 0);
      finished = await playDemo(config, NOW, () => undefined, done).then(() => true, (error: unknown) => {
        if (error instanceof CutOff) return false;
        throw error;
      });
      journal.close();
    }
    expect(starts).toBeGreaterThan(8);
    expect(await recordedIn(config)).toEqual(await recordedIn(wanted));
  } finally {
    await whole.clear();
    await cut.clear();
  }
}, 240_000);
