import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { ConfigError, readConfig, type Config } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { playDemo } from '../../apps/api/src/demo/demo-world.js';
import { makeDemoOnce } from '../../apps/api/src/demo/make-once.js';
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
 * What is due on a calendar by itself is recorded by whoever comes first, its process or the next command on it (`lapse.decider.ts`); the offers
 * of the time that it frees come with it.
 */
const happensByItself = (type: string, data: unknown): boolean =>
  ['BookingOverdue', 'BookingMissed', 'UseUnrecorded', 'SlotOffered'].includes(type) || ['expired', 'let_lapse', 'time_over', 'not_answered'].includes((data as { readonly ground?: string }).ground ?? '');

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
      for (const { type, data, metadata: { actor, correlationId } } of page) {
        if (happensByItself(type, data) || (actor.startsWith('system:') && actor !== 'system:founding')) processes.add(type);
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

describe('a demonstration world that cannot be finished', () => {
  test.each([
    ['an older version began', '{"begunAt":"2026-10-01T04:00:00.000Z","finished":false}', 'the demonstration world in the folder "FOLDER" was begun at 2026-10-01T04:00:00.000Z, maybe by another version of this program, and cannot be finished'],
    ['lost its mark', '', 'the file "FOLDER/demo.json", which says how far the demonstration world is, cannot be read'],
  ])('since %s ends the start with one line that names the folder and what to do', async (_, mark, says) => {
    jest.spyOn(console, 'log').mockReturnValue();
    const place = await newPlace();
    try {
      const config = readConfig({ HEWU_DEMO: 'on', ...place.settings });
      writeFileSync(join(config.dataFolder, 'demo.json'), mark);
      // Of the steps that it took it remembers one that is another now: what it answered helps no more.
      writeFileSync(join(config.dataFolder, 'demo-steps.jsonl'), `${JSON.stringify({ step: 'authority 合川区科学技术局（示例）', answer: {} })}\n`);
      const ended = await makeDemoOnce(config, NOW).then(() => null, (error: Error) => error);
      expect(ended).toBeInstanceOf(ConfigError);
      expect(ended!.message).toContain(`HEWU_DATA: ${says.replace('FOLDER', config.dataFolder)}`);
      expect(ended!.message).toMatch(/^[^\n]+delete (that|its) folder, or name another one, to have it made anew$/);
    } finally {
      await place.clear();
      jest.restoreAllMocks();
    }
  });
});
