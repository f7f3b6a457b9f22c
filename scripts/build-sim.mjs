// Compiles the seeded simulation (test/sim) beside what is built.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

rmSync('dist/test/sim', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/@swc/cli/bin/swc.js', 'test/sim', '-d', 'dist', '--config-file', '.swcrc', '--quiet', '--ignore', '**/*.spec.ts'], { stdio: 'inherit' });
