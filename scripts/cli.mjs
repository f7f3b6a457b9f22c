// The operator's command line, on what is built.
await import('./ensure.mjs');
await import('./build.mjs');
await import('../dist/apps/cli/src/main.js');
