import { Beside } from './beside.js';

/** Work that ends when it is told to. */
const gate = (): { readonly opened: Promise<void>; readonly open: () => void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

describe('work beside', () => {
  const told: string[] = [];
  const say = (word: string) => async (): Promise<void> => void told.push(word);
  beforeEach(() => (told.length = 0));

  test('of one lane is done in its order, while another lane goes on', async () => {
    const beside = new Beside();
    const first = gate();
    beside.after('a', () => first.opened.then(say('a1')));
    beside.after('a', say('a2'));
    beside.after('b', async () => (await say('b1')(), first.open()));
    await beside.done();
    expect(told).toEqual(['b1', 'a1', 'a2']);
  });

  test('that fails ends its lane only; it is told when all has ended', async () => {
    const beside = new Beside();
    const last = gate();
    beside.after('a', () => Promise.reject(new Error('away')));
    beside.after('a', say('a2'));
    beside.after('b', () => last.opened.then(say('b1')));
    const done = beside.done();
    last.open();
    await expect(done).rejects.toThrow('away');
    expect(told).toEqual(['b1']);
  });
});
