import { Global, Module } from '@nestjs/common';
import { BlobSweep, SweepBlobsHandler } from './blob-sweep.js';
import { DiscardFileHandler, StoreFileHandler } from './file.commands.js';
import { FilesController } from './files.controller.js';
import { Files } from './files.js';
import { Uploads } from './uploads.js';

/** Global, so that every context can inject `Files` without importing this module. */
@Global()
@Module({
  controllers: [FilesController],
  providers: [Files, Uploads, BlobSweep, StoreFileHandler, DiscardFileHandler, SweepBlobsHandler],
  exports: [Files],
})
export class FilesModule {}
