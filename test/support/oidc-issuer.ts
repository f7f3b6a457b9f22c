import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { JWK } from 'jose';

export type TestIssuer = {
  readonly issuer: string;
  readonly audience: string;
  /** Its private key, for tokens it would never make. */
  readonly key: JWK;
  /** An access token of a person whom the issuer knows. */
  readonly tokenOf: (who: 'institute-director' | 'bureau-reviewer') => Promise<string>;
  readonly stop: () => Promise<void>;
};

type Announced = { issuer: string; audience: string; key: JWK; clients: { client_id: string; client_secret: string }[] };

/** Starts a real OpenID provider in a process of its own; the caller stops it. */
export const startIssuer = async (): Promise<TestIssuer> => {
  const child = spawn(process.execPath, ['--no-warnings', join(__dirname, 'oidc-issuer.mjs')], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    once(child, 'exit').then(() => Promise.reject(new Error(`the issuer ended: ${complaints}`))),
  ]);
  const { clients, ...announced } = JSON.parse(line) as Announced;
  return {
    ...announced,
    tokenOf: async (who) => {
      const { client_id, client_secret } = clients.find((client) => client.client_id === who)!;
      const response = await fetch(`${announced.issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${encodeURIComponent(client_id)}:${encodeURIComponent(client_secret)}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      if (!response.ok) throw new Error(`no token for ${who}: ${await response.text()}`);
      return ((await response.json()) as { access_token: string }).access_token;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
};
