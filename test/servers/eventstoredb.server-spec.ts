import { EventStoreDbEventStore } from '../../libs/kernel/src/eventstoredb-event-store.js';
import { eventStoreContract } from '../contracts/event-store.contract.js';

const { EVENTSTORE_URL } = process.env;

if (EVENTSTORE_URL) {
  eventStoreContract(`EventStoreDB at ${EVENTSTORE_URL}`, async () => {
    const store = new EventStoreDbEventStore({ url: EVENTSTORE_URL });
    return { store, stop: () => store.close() };
  });
} else {
  // The same suite runs on the wire double in test/contracts, which answers as a real server was seen to.
  describe.skip('EventStoreDB', () => test('not run: EVENTSTORE_URL names no server', () => undefined));
  process.stderr.write('EventStoreDB: its suite did not run, because EVENTSTORE_URL names no server\n');
}
