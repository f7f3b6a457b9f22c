import { Module } from '@nestjs/common';
import { Findables } from '@hewu/search/src/findables.js';
import { expertHandlers } from './expert-entry.commands.js';
import { findableExperts } from './expert.findable.js';
import { ExpertsController } from './experts.controller.js';

/** Persons whom the public finds because they said so. */
@Module({ controllers: [ExpertsController], providers: [...expertHandlers] })
export class ExpertsModule {
  constructor(findables: Findables) {
    findables.register(findableExperts);
  }
}
