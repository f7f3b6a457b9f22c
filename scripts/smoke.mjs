// Boots the built product on an empty folder, with its demonstration world, and plays flow 2 over HTTP as its users would.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';

const folder = mkdtempSync(join(tmpdir(), 'hewu-smoke-'));
const server = spawn(process.execPath, ['scripts/start.mjs'], { env: { ...process.env, PORT: '0', HEWU_DATA: join(folder, 'data') }, stdio: ['ignore', 'pipe', 'inherit'] });

try {
  const { address, password } = await new Promise((ready, failed) => {
    let address;
    createInterface(server.stdout).on('line', (line) => {
      console.log(line);
      address ??= /^READY (\S+)/.exec(line)?.[1];
      const password = /with the password (\S+)/.exec(line)?.[1];
      if (address && password) ready({ address, password });
    });
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
    setTimeout(() => failed(new Error('the server was not ready within a minute')), 60_000).unref();
  });

  const call = async (method, path, { body, token, status } = {}) => {
    const headers = { ...(body ? { 'content-type': 'application/json' } : {}), ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }), ...(token ?? {}) };
    const answer = await fetch(`${address}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    assert.equal(answer.status, status, `${method} ${path}: ${text.slice(0, 500)}`);
    return text.startsWith('{') ? JSON.parse(text) : text;
  };
  const signIn = async (mail) => {
    const { accessToken } = await call('POST', '/api/v1/sessions', { body: { mail, password }, status: 201 });
    const authorization = { authorization: `Bearer ${accessToken}` };
    const me = await call('GET', '/api/v1/me', { token: authorization, status: 200 });
    const [membership] = me.memberships;
    return { ...authorization, 'x-acting-for': membership.organisationId ?? membership.id };
  };

  assert.match(await call('GET', '/', { status: 200 }), /合武/);
  assert.ok((await call('GET', '/openapi.json', { status: 200 })).paths['/api/v1/instruments/{id}/bookings']);
  assert.ok((await call('GET', '/api/v1/listings', { status: 200 })).count >= 20);
  assert.ok((await call('GET', '/api/v1/instruments', { status: 200 })).count >= 12);

  const manager = await signIn('office@institute.example');
  const engineer = await signIn('engineer@firm.example');
  const both = (zh) => ({ zh, en: zh });
  const { id } = await call('POST', '/api/v1/instruments', {
    token: manager,
    status: 201,
    body: {
      name: both('烟雾测试台'), model: '示例', maker: '示例', country: 'CN', field: 'metrology', originValueFen: 1, fundingSource: 'own', commissionedOn: '2020-01-01',
      place: both('一号楼'), indicators: both('无'), functions: both('测试'), openModes: ['self_operation'], tariff: { pricePerHourFen: 6_000, unitMinutes: 30 },
      rules: { zone: 'Asia/Shanghai', weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })), gridMinutes: 1, minMinutes: 1, maxMinutes: 600, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, horizonDays: 30 },
    },
  });
  const minute = (n) => new Date(Math.ceil(Date.now() / 60_000) * 60_000 + n * 60_000).toISOString();
  const booked = await call('POST', `/api/v1/instruments/${id}/bookings`, { token: engineer, body: { from: minute(60), until: minute(90) }, status: 201 });
  const refused = await call('POST', `/api/v1/instruments/${id}/bookings`, { token: engineer, body: { from: minute(70), until: minute(80) }, status: 409 });
  assert.equal(refused.code, 'slot_taken');
  assert.equal(refused.details.nearestFree.length, 3);
  await call('POST', `/api/v1/bookings/${booked.id}/move`, { token: engineer, body: { from: minute(5), until: minute(35) }, status: 200 });
  await call('POST', `/api/v1/bookings/${booked.id}/check-in`, { token: engineer, status: 200 });
  const began = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
  await call('POST', `/api/v1/bookings/${booked.id}/usage`, { token: engineer, body: { from: began, until: new Date().toISOString() }, status: 200 });
  await call('POST', `/api/v1/bookings/${booked.id}/confirmation`, { token: manager, status: 200 });
  let charge;
  for (let i = 0; i < 50 && !charge; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    charge = (await call('GET', '/api/v1/charges', { token: engineer, status: 200 })).items.find((one) => one.id === booked.id);
  }
  assert.equal(charge?.amountFen, 3_000);
  console.log('flow 2 played: found, booked, refused, moved, checked in, used, confirmed, charged');
} finally {
  server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
