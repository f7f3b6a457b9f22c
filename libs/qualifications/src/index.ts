import { Global, Module } from '@nestjs/common';
import { certificateHandlers } from './certificate.commands.js';
import { CertificatesController } from './certificates.controller.js';
import { OwnedInstruments } from './owned-instruments.js';
import { Qualifications } from './qualifications.js';
import { RequirementsController } from './requirements.controller.js';
import { TermsController } from './terms.controller.js';
import { termsHandlers } from './terms.commands.js';
import { trainingHandlers } from './training.commands.js';
import { TrainingsController } from './trainings.controller.js';

/** Global, so that bookings can ask `Qualifications` without importing this module. */
@Global()
@Module({
  controllers: [TrainingsController, CertificatesController, TermsController, RequirementsController],
  providers: [Qualifications, OwnedInstruments, ...trainingHandlers, ...certificateHandlers, ...termsHandlers],
  exports: [Qualifications],
})
export class QualificationsModule {}
