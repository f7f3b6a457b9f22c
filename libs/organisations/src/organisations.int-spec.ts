import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ValidationPipe } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { readConfig } from '@hewu/platform/src/config.js';
import { PlatformModule } from '@hewu/platform/src/platform.module.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { OpenAccountCommand } from './accounts.commands.js';
import { OrganisationsModule } from './index.js';
import { organisationsParts } from './organisations.parts.js';

describe('the organisations module', () => {
  let path: string;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    path = mkdtempSync(join(tmpdir(), 'hewu-organisations-'));
    const clock = new ManualClock('2026-03-02T01:00:00.000Z');
    const config = readConfig({ HEWU_DATA: path, HEWU_DEMO: 'off' });
    const stores = await openStores(config, clock);
    const module = await Test.createTestingModule({ imports: [PlatformModule.forRoot({ config, stores, clock, contexts: [organisationsParts] }), OrganisationsModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(async () => {
    await app.close();
    rmSync(path, { recursive: true });
  });

  test('opens an account and signs in', async () => {
    const context = { commandId: 'c1', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'system:setup', onBehalfOf: null, region: null, legalBasis: null };
    const opened = await app.get(CommandBus).execute(new OpenAccountCommand({ name: '王岚', mail: 'wang@institute.example', phone: null, password: 'hewu-demo-2026' }, context));
    expect(opened).toMatchObject({ personId: expect.any(String), revision: 0 });
    const answer = await app.inject({ method: 'POST', url: '/sessions', payload: { mail: 'Wang@Institute.example', password: 'hewu-demo-2026' } });
    expect([answer.statusCode, answer.json()]).toEqual([200, expect.objectContaining({ accessToken: expect.any(String) })]);
    const me = await app.inject({ method: 'GET', url: `/me?position=${(opened as { position: string }).position}`, headers: { authorization: `Bearer ${answer.json().accessToken}` } });
    expect(me.json()).toMatchObject({ name: '王岚', mail: 'wang@institute.example', registered: true, memberships: [] });
  });
});
