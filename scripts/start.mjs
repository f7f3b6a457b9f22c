// One command for a fresh clone: install what is missing, build what changed, serve.
await import('./ensure.mjs');
await import('./build.mjs');
await import('../dist/server/main.js');
