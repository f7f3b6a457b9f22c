// The thread that writes the read models: does what it is asked, one after another, until it is told to end.
import { parentPort, workerData } from 'node:worker_threads';
import { SqliteReadWriter } from './sqlite-read-writer.js';
import type { Answered, Asked } from './sqlite-read-writing.js';

const writer = new SqliteReadWriter(workerData as string);

const answer = ({ number, call, args }: Asked): Answered => {
  try {
    return { number, value: (writer[call] as (...args: readonly unknown[]) => unknown)(...args) };
  } catch (error) {
    const { constructor, message } = error as Error;
    return { number, fault: { name: constructor.name, message } };
  }
};

parentPort!.on('message', (asked: Asked | null) => {
  if (asked) return parentPort!.postMessage(answer(asked));
  writer.close();
  parentPort!.close();
});
