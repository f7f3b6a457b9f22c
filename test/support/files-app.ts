import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import request, { type Test as Answer } from 'supertest';
import { filesParts } from '@hewu/files/src/files.parts.js';
import { FilesModule } from '@hewu/files/src/index.js';
import { takeFiles } from '@hewu/files/src/take-files.js';
import { seededChance } from '@hewu/kernel/src/chance.js';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { ACTOR_SOURCE, type Actor } from '@hewu/platform/src/actor.js';
import { readConfig } from '@hewu/platform/src/config.js';
import { publicOnly } from '@hewu/platform/src/outgoing-call.js';
import { PlatformModule } from '@hewu/platform/src/platform.module.js';
import { StartingProcesses } from '@hewu/platform/src/running.js';
import { openStores, type Stores } from '@hewu/platform/src/stores.js';

const member = (personId: string, organisationId: string, more: Partial<Actor> = {}): Actor => ({ personId, organisationId, region: '500117', verified: true, roles: ['researcher'], ...more });

/** Who a token is. */
const ACTORS: Readonly<Record<string, Actor>> = {
  wang: member('p-wang', 'o-institute'),
  zhao: member('p-zhao', 'o-institute', { roles: ['transfer_officer'] }),
  firm: member('p-firm', 'o-firm', { roles: ['firm_member'] }),
  auditor: member('p-auditor', 'o-authority', { roles: ['auditor'] }),
  unverified: member('p-new', 'o-new', { verified: false }),
  alone: member('p-alone', '', { organisationId: null, roles: [] }),
};

export type FilesApp = {
  readonly app: NestFastifyApplication;
  readonly clock: ManualClock;
  readonly stores: Stores;
  /** Where everything is kept. */
  readonly folder: string;
  readonly get: (path: string, token?: string) => Answer;
  /** Sends one file in a form, as a browser does. */
  readonly send: (content: Buffer | string, name: string, told?: { readonly token?: string; readonly type?: string; readonly key?: string }) => Answer;
  readonly stop: () => Promise<void>;
};

/** Files alone over the embedded stores, with callers who are whom their token says. */
export const startFilesApp = async (over: (stores: Stores) => Stores = (stores) => stores, folder = mkdtempSync(join(tmpdir(), 'hewu-files-')), clock = new ManualClock('2026-03-02T01:00:00.000Z')): Promise<FilesApp> => {
  const config = readConfig({ HEWU_DATA: folder, HEWU_DEMO: 'off' });
  const stores = over(await openStores(config, clock));
  const actors = { provide: ACTOR_SOURCE, useValue: { resolve: async (token: string) => ACTORS[token]! } };
  @Global()
  @Module({ providers: [actors], exports: [actors] })
  class Actors {}
  const module = await Test.createTestingModule({ imports: [CqrsModule.forRoot(), Actors, PlatformModule.forRoot({ config, stores, clock, chance: seededChance(1), contexts: [filesParts], outgoing: publicOnly }), FilesModule], providers: [StartingProcesses] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { bodyParser: false, logger: false });
  takeFiles(app);
  app.setGlobalPrefix('api/v1');
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const http = request(app.getHttpServer());
  return {
    app,
    clock,
    stores,
    folder,
    get: (path, token = 'wang') => http.get(`/api/v1/files/${path}`).set('authorization', `Bearer ${token}`),
    send: (content, name, { token = 'wang', type = 'application/octet-stream', key = newId() } = {}) =>
      http.post('/api/v1/files').set({ authorization: `Bearer ${token}`, 'idempotency-key': key, 'accept-language': 'en' }).attach('file', Buffer.from(content as string), { filename: name, contentType: type }),
    stop: async () => {
      await app.close();
      rmSync(folder, { recursive: true });
    },
  };
};
