import { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDbDouble } from '../support/eventstoredb-double.js';
import { outcomeOf, type Observed } from '../support/eventstoredb-outcomes.js';
import { recordedSteps } from '../support/eventstoredb-steps.js';

type Recorded = { readonly step: string; readonly result?: Observed; readonly throws?: Observed };
const record = JSON.parse(readFileSync(join(__dirname, '../support/eventstoredb-observed.json'), 'utf8')) as { server: string; steps: readonly Recorded[] };

/** Every recorded step again, in order, on a server of which only the address is known. */
const replay = (name: string, open: () => Promise<{ url: string; stop: () => void }>): void => {
  describe(`${name} answers as ${record.server} did`, () => {
    // No id: the record writes RUN for it, and stream names may hold no hyphen more than the record's.
    const run = randomUUID().replaceAll('-', '');
    const places: { recorded: bigint; replayed: bigint }[] = [];
    let steps: ReturnType<typeof recordedSteps>;
    let client: EventStoreDBClient;
    let stop: () => void;

    beforeAll(async () => {
      const server = await open();
      stop = server.stop;
      client = EventStoreDBClient.connectionString(server.url);
      steps = recordedSteps(client, run);
    });
    afterAll(async () => {
      await client.dispose();
      stop();
    });

    test('every recorded step is replayed, in the order of the record', () => {
      expect(Object.keys(steps)).toEqual(record.steps.map(({ step }) => step));
    });

    test.each(record.steps.map((recorded) => [recorded.step, recorded] as const))('%s', async (step, { result, throws }) => {
      const outcome = await steps[step]!().then(
        (value) => ({ result: outcomeOf(value) }),
        (error: unknown) => ({ throws: outcomeOf(error) }),
      );
      const seen = JSON.parse(JSON.stringify(outcome).replaceAll(run, 'RUN')) as { result?: Observed; throws?: Observed };
      const recorded = result === undefined ? { throws } : { result };
      const [was, is] = [positionIn(recorded.result), positionIn(seen.result)];
      if (was && is) places.push({ recorded: BigInt(was.commit.slice(0, -1)), replayed: BigInt(is.commit.slice(0, -1)) });
      if (is) expect(is.prepare).toBe(is.commit);
      expect(withoutPlace(seen)).toEqual(withoutPlace(recorded));
    });

    test('the same positions came again for the same appends, and later ones for later appends', () => {
      expect(places.length).toBeGreaterThan(10);
      for (const a of places) for (const b of places) expect(Math.sign(Number(a.replayed - b.replayed))).toBe(Math.sign(Number(a.recorded - b.recorded)));
    });
  });
};

type Place = { readonly commit: string; readonly prepare: string };

/** Positions depend on what a server held before; only their order and their repetition are its behaviour. */
const positionIn = (result: Observed | undefined): Place | null =>
  result !== null && typeof result === 'object' && !Array.isArray(result) && 'position' in result ? (result['position'] as Place) : null;

const withoutPlace = (outcome: { result?: Observed; throws?: Observed }): unknown =>
  positionIn(outcome.result) ? { result: { ...(outcome.result as object), position: '<position>' } } : outcome;

replay('The wire double', async () => {
  const server = await new EventStoreDbDouble().start();
  return { url: server.url, stop: () => server.stop() };
});

const { EVENTSTORE_URL } = process.env;
if (EVENTSTORE_URL) replay(`The server at ${EVENTSTORE_URL}`, async () => ({ url: EVENTSTORE_URL, stop: () => undefined }));
