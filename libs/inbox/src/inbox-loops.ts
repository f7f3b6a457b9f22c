import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { newId } from '@hewu/kernel/src/ids.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Loop } from '@hewu/kernel/src/loop.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import type { Config } from '@hewu/platform/src/config.js';
import { onFault } from '@hewu/platform/src/log.js';
import { CLOCK, CONFIG, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { Clerk } from './clerk.js';
import { POST, type Post } from './post.js';
import { Sender } from './sender.js';

/** The clerk and, where there is a mail server, the sender: each with a lease of its own, in whichever processes follow the log. */
@Injectable()
export class InboxLoops implements OnApplicationBootstrap, OnModuleDestroy {
  private loops: readonly Loop[] = [];

  constructor(
    private readonly clerk: Clerk,
    private readonly sender: Sender,
    @Inject(POST) private readonly post: Post | null,
    @Inject(CONFIG) private readonly config: Pick<Config, 'follow'>,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.clerk.prepare();
    if (!this.config.follow) return;
    const common = { reads: this.reads, clock: this.clock, owner: this.store.exclusive ? 'the only process' : newId(), onFault };
    this.loops = [
      new Loop({ ...common, lease: 'inbox', round: (epoch) => this.clerk.round(epoch) }),
      ...(this.post ? [new Loop({ ...common, lease: 'letters', round: (epoch, signal) => this.sender.round(epoch, signal) })] : []),
    ];
    for (const loop of this.loops) loop.start();
  }

  /** Before the stores are closed, which happens when the application has shut down. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    this.post?.close();
  }

  /** Neither waits for its next round. */
  hurry(): void {
    for (const loop of this.loops) loop.wakeUp();
  }
}
