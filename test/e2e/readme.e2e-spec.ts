import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer, type ServerProcess } from '../support/server-process.js';

describe('the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-readme-'));
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer({ HEWU_DATA: join(folder, 'data'), HEWU_DEMO: 'on' });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('its calls work on the demonstration world, in the order they stand', async () => {
    const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code);
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    const script = `set -euo pipefail\n${blocks.join('\n')}\n`;
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { env: { ...process.env, HEWU: server.address } }).catch((error: { stdout: string; stderr: string; message: string }) => {
      throw new Error(`${error.stdout}\n${error.stderr.slice(-2_000)}`);
    });
    expect(stdout).toContain('摩托车消声器轻量化焊接工艺');
    expect(stdout).toContain('青花椒');
  }, 60_000);
});
