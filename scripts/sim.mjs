// npm run sim -- [--seed N] [--seeds M] [--days D] [--json]: the seeded simulation of a month in a laboratory (test/sim), on what is built.
await import('./ensure.mjs');
await import('./build.mjs');
await import('./build-sim.mjs');
await import('../dist/test/sim/main.js');
