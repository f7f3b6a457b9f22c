import { open, rm } from 'node:fs/promises';
import { spoiltOf } from '@hewu/kernel/src/codec.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import type { Operation } from './operations.js';

const PAGE = 1_000;
const UNREADABLE_TOLD = 100;

/** What becomes a file is the whole log or nothing: one that cannot be finished goes. */
export const exportEvents: Operation = {
  takes: ['file'],
  says: 'writes every event as one line of JSON, as it is stored (personal data stay sealed)',
  run: async (app, [file], progress) => {
    const store = app.get<EventStore>(EVENT_STORE);
    const out = await open(file!, 'wx', 0o600);
    const unreadable: string[] = [];
    let events = 0;
    try {
      for (let after: string | null = null; ; ) {
        const page = await store.readAll(after, PAGE);
        if (page.length === 0) break;
        await out.appendFile(page.map((event) => `${JSON.stringify(event)}\n`).join(''));
        for (const spoilt of page.map(spoiltOf)) if (spoilt && unreadable.length < UNREADABLE_TOLD) unreadable.push(spoilt.message);
        after = page.at(-1)!.position;
        events += page.length;
        progress(`${events} events`);
      }
    } catch (fault) {
      await rm(file!, { force: true });
      throw fault;
    } finally {
      await out.close();
    }
    return { file, events, unreadable };
  },
  alarms: (answer) => (answer as { readonly unreadable: readonly string[] }).unreadable.length > 0,
};
