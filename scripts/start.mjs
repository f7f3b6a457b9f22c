// One command for a fresh clone: install what is missing, build what changed, serve.
import { setFlagsFromString } from 'node:v8';

// Nearly all that is made while modules load stays. A young generation that grows meanwhile would hold some 20 MB of empty room afterwards.
setFlagsFromString('--semi-space-growth-factor=1');
await import('./ensure.mjs');
await import('./build.mjs');
await import('../dist/server/main.js');
