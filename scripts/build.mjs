// Compiles apps and libs into dist when a source is newer than the last build, and bundles the server.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stamp = 'dist/.built';

const newest = (path) =>
  statSync(path).isDirectory() ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name)))) : statSync(path).mtimeMs;

if (!existsSync(stamp) || Math.max(...['apps', 'libs', '.swcrc', 'package.json', 'scripts/bundle.mjs'].map(newest)) > statSync(stamp).mtimeMs) {
  console.error('Building …');
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist');
  execFileSync(process.execPath, ['node_modules/@swc/cli/bin/swc.js', 'apps', 'libs', '-d', 'dist', '--config-file', '.swcrc', '--quiet', '--copy-files', '--ignore', '**/*.spec.ts,**/*.int-spec.ts,**/examples/**,**/*.md'], { stdio: 'inherit' });
  execFileSync(process.execPath, ['scripts/bundle.mjs'], { stdio: 'inherit' });
  writeFileSync(stamp, '');
}
