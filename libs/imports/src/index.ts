import { Global, Module } from '@nestjs/common';
import { FaultTexts } from './faults.js';
import { importHandlers } from './import.commands.js';
import { ImportKinds } from './import-kinds.js';
import { ImportRunner } from './import-runner.js';
import { ImportWork } from './import-work.js';
import { ImportsController } from './imports.controller.js';
import { Notes } from './notes.js';
import { TableFiles } from './table-files.js';

/** Global, so that every context can say what of it is imported without importing this module. */
@Global()
@Module({
  controllers: [ImportsController],
  providers: [ImportKinds, Notes, FaultTexts, TableFiles, ImportWork, ImportRunner, ...importHandlers],
  exports: [ImportKinds],
})
export class ImportsModule {}
