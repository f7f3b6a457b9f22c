// npm run sim -- [--seed N] [--seeds M] [--days D] [--json]: the seeded simulation of a month in a laboratory (test/sim), on what is built.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
await import('./ensure.mjs');
await import('./build.mjs');
rmSync('dist/test/sim', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/@swc/cli/bin/swc.js', 'test/sim', '-d', 'dist', '--config-file', '.swcrc', '--quiet', '--ignore', '**/*.spec.ts'], { stdio: 'inherit' });
await import('../dist/test/sim/main.js');
