import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { StorageFull, StoreUnavailable } from './event-store.js';
import { LeaseLost } from './read-store.js';
import { SqliteReadWriter } from './sqlite-read-writer.js';

type Calls = Omit<SqliteReadWriter, 'close'>;

/** Has something written, and says when it is; one after another. */
export type Writing = {
  readonly do: <K extends keyof Calls>(call: K, ...args: Parameters<Calls[K]>) => Promise<ReturnType<Calls[K]>>;
  readonly close: () => Promise<void>;
};

/** What goes to the thread, and what comes back under the same number. */
export type Asked = { readonly number: number; readonly call: keyof Calls; readonly args: readonly unknown[] };
export type Answered = { readonly number: number; readonly value: unknown } | { readonly number: number; readonly fault: Fault };
export type Fault = { readonly name: string; readonly message: string };

/** In this thread, which waits meanwhile: for tests and tools. */
export const writingHere = (file: string): Writing => {
  const writer = new SqliteReadWriter(file);
  return {
    do: async (call, ...args) => (writer[call] as (...args: unknown[]) => never)(...args),
    close: async () => writer.close(),
  };
};

/** The thread's program. It is there only where the product was built: tests compile what they load, and no thread loads through them. */
const PROGRAM = new URL('./sqlite-read-thread.js', import.meta.url);

/** Faults that callers tell apart. */
const FAULTS = { LeaseLost, StorageFull, StoreUnavailable } as const;

const revived = ({ name, message }: Fault): Error => (Object.hasOwn(FAULTS, name) ? new FAULTS[name as keyof typeof FAULTS](message) : new Error(message));

/**
 * In a thread of its own, so that whoever takes commands does not wait for read models to be written. It begins with the
 * first call, and anew with the next when it has died; what was under way is then answered with `StoreUnavailable`.
 */
export const writingInThread = (file: string, program = PROGRAM): Writing => {
  if (!existsSync(program)) return writingHere(file);
  const waiting = new Map<number, { readonly resolve: (value: never) => void; readonly reject: (fault: unknown) => void }>();
  let thread: Worker | null = null;
  let count = 0;
  const begin = (): Worker => {
    const begun = new Worker(program, { workerData: file });
    let cause: unknown = null;
    begun.on('message', (answer: Answered) => {
      const asker = waiting.get(answer.number);
      waiting.delete(answer.number);
      if ('fault' in answer) asker?.reject(revived(answer.fault));
      else asker?.resolve(answer.value as never);
    });
    begun.on('error', (error) => (cause = error));
    begun.on('exit', () => {
      thread = null;
      for (const { reject } of waiting.values()) reject(new StoreUnavailable('the thread that writes the read models has ended', { cause }));
      waiting.clear();
    });
    return begun;
  };
  return {
    do: (call, ...args) =>
      new Promise((resolve, reject) => {
        const asked: Asked = { number: (count += 1), call, args };
        waiting.set(asked.number, { resolve, reject });
        (thread ??= begin()).postMessage(asked);
      }),
    close: async () => {
      if (!thread) return;
      const gone = once(thread, 'exit');
      thread.postMessage(null);
      await gone;
    },
  };
};
