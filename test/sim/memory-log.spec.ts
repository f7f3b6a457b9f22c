import { systemClock } from '../../libs/kernel/src/clock.js';
import { eventStoreContract } from '../contracts/event-store.contract.js';
import { MemoryLog } from './memory-log.js';

// What the simulation runs on keeps the promise that every event store keeps.
eventStoreContract('in memory', async () => {
  const store = new MemoryLog(systemClock);
  return { store, stop: () => store.close() };
});
