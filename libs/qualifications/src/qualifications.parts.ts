import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { certificatesProjection, ownedInstrumentsProjection, qualifiedBookingsProjection, recognitionsProjection } from './certificates.projection.js';
import { certificateEvents, recognitionEvents, requirementsEvents, termsAcceptanceEvents, termsEvents, trainingEvents, trainingSessionEvents } from './events.js';
import { qualificationsProcess } from './qualifications.process.js';
import { qualificationsRefusals } from './refusals.js';
import { termsAcceptancesProjection, termsProjection, termsVersionsProjection } from './terms.projection.js';
import { trainingSeatsProjection, trainingSessionsProjection, trainingsProjection } from './trainings.projection.js';

/** Trainings, certificates and terms as the composition root needs them. */
export const qualificationsParts: ContextParts = {
  name: 'qualifications',
  families: [trainingEvents, trainingSessionEvents, certificateEvents, recognitionEvents, requirementsEvents, termsEvents, termsAcceptanceEvents],
  projections: [trainingsProjection, trainingSessionsProjection, trainingSeatsProjection, certificatesProjection, recognitionsProjection, termsProjection, termsVersionsProjection, termsAcceptancesProjection, qualifiedBookingsProjection, ownedInstrumentsProjection],
  processes: [qualificationsProcess],
  refusals: qualificationsRefusals,
};
