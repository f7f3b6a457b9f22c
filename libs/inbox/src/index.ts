import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Config } from '@hewu/platform/src/config.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import { CONFIG, DATA_FOLDER } from '@hewu/platform/src/tokens.js';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { Clerk } from './clerk.js';
import { RecountDeadlinesHandler } from './deadline.commands.js';
import { ChangePreferencesHandler } from './inbox.commands.js';
import { QueueInvitationLetterHandler } from './invitation-letters.js';
import { QueueMatchLetterHandler } from './match-letters.js';
import { InboxController } from './inbox.controller.js';
import { InboxKey } from './inbox-key.js';
import { InboxLoops } from './inbox-loops.js';
import { takeOneClick } from './one-click.js';
import { People } from './people.js';
import { POST, type Post } from './post.js';
import { PreferencesController } from './preferences.controller.js';
import { Sender } from './sender.js';
import { openSmtpPost } from './smtp-post.js';
import { Staff } from './staff.js';
import { UnsubscriptionsController } from './unsubscriptions.controller.js';

/** What waits for whom, and how they hear of it. */
@Module({
  controllers: [InboxController, PreferencesController, UnsubscriptionsController, CalendarFeedsController],
  providers: [
    { provide: POST, useFactory: ({ mail }: Config): Promise<Post> | null => (mail ? openSmtpPost(mail) : null), inject: [CONFIG] },
    { provide: InboxKey, useFactory: (config: Config, folder: DataFolder | null) => InboxKey.of(config, folder), inject: [CONFIG, DATA_FOLDER] },
    People, Staff, Clerk, Sender, InboxLoops, ChangePreferencesHandler, QueueMatchLetterHandler, QueueInvitationLetterHandler, RecountDeadlinesHandler,
  ],
})
export class InboxModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly http: HttpAdapterHost) {}

  onModuleInit(): void {
    // Not there where nothing is served: in the worker and when the demonstration is made.
    const fastify = this.http.httpAdapter?.getInstance() as FastifyInstance | undefined;
    if (fastify && 'addContentTypeParser' in fastify) takeOneClick(fastify);
  }
}
