// The thread in which one text of a stranger's is read; whoever began it ends it when it takes too long.
import { parentPort, workerData } from 'node:worker_threads';
import type { BusyAsked } from './busy-spans.js';
import { busyTimes } from './busy-times.js';

parentPort!.postMessage(busyTimes(workerData as BusyAsked));
