import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { Founding, StepRefused } from './founding.js';
import { StepJournal } from './steps-done.js';

/** Answers with what it is told to, and counts what it was asked. */
const answering = (answer: object): { readonly bus: CommandBus; readonly asked: object[] } => {
  const asked: object[] = [];
  return { bus: { execute: (command: object) => Promise.resolve(asked.push(command) && answer) } as unknown as CommandBus, asked };
};

describe('a world that is founded step by step', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hewu-steps-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const journal = (): StepJournal => new StepJournal(join(folder, 'steps.jsonl'));

  test('two steps never share a name', async () => {
    const { bus } = answering({});
    const founding = new Founding(bus, 'a world');
    await founding.step('first', (context) => context);
    await expect(founding.step('first', (context) => context)).rejects.toThrow('two steps are named first');
  });

  test('a complete step is passed over, and still names its ids; a line that was cut off counts for nothing', async () => {
    const organisationId = derivedId('an organisation');
    const first = answering({ revision: 0, position: '7', organisationId, secret: 'whsec_invented' });
    const before = journal();
    await new Founding(first.bus, 'a world', before).step('first', (context) => context);
    before.close();
    appendFileSync(join(folder, 'steps.jsonl'), '{"step":"sec');

    const second = answering({});
    const after = journal();
    const founding = new Founding(second.bus, 'a world', after);
    expect(await founding.step('first', (context) => context)).toEqual({ organisationId });
    await founding.step('second', (context) => context);
    expect(second.asked).toMatchObject([{ commandId: derivedId('a world', 'second') }]);
    after.close();
    const again = journal();
    expect(['first', 'second', 'sec'].map((step) => again.answerOf(step))).toEqual([{ organisationId }, {}, null]);
    again.close();
  });

  test('a step that is refused is not complete', async () => {
    const { bus } = answering({ refused: 'seller_only' });
    const done = journal();
    await expect(new Founding(bus, 'a world', done).step('first', (context) => context)).rejects.toThrow(StepRefused);
    expect(done.answerOf('first')).toBeNull();
    done.close();
  });
});
