import { Injectable } from '@nestjs/common';
import type { Day } from '@hewu/calendar/src/days.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import type { States } from '@hewu/kernel/src/past-states.js';
import { certificates } from './certificates.decider.js';
import type { InBoth } from './events.js';
import { answerOf, codeOf, type AskedMode, type Lack } from './qualification.decider.js';
import { recognitions } from './recognitions.decider.js';
import { requirements } from './requirements.decider.js';
import { terms } from './terms.decider.js';
import { termsAcceptances } from './terms-acceptances.decider.js';
import { training } from './training.decider.js';

/** Something that is needed and not there: a stable code, what it is called, and where one gets it. */
export type Missing = { readonly code: string; readonly name: InBoth; readonly href: string };

/** What entitles somebody to use an instrument on some days, and what is missing. */
export type Qualification = {
  readonly qualificationId: string | null;
  readonly terms: readonly { readonly termsId: string; readonly version: number }[];
  readonly missing: readonly Missing[];
  /** Everything that is needed, by code, whether or not they have it. */
  readonly required: readonly string[];
};

export type Asked = {
  readonly instrumentId: string;
  readonly ownerOrganisationId: string;
  readonly personId: string;
  readonly mode: AskedMode;
  /** The local days of the slot. */
  readonly on: readonly Day[];
};

const NOTHING_ASKED: Qualification = { qualificationId: null, terms: [], missing: [], required: [] };

/**
 * Where bookings ask what a user needs. Every answer comes from the streams themselves, so it is as strict as they are. An
 * instrument for which nothing is asked costs two looks at kept states and no query.
 */
@Injectable()
export class Qualifications {
  constructor(private readonly kernel: Kernel) {}

  /** `states`: as everything stood at a past moment. */
  async of({ instrumentId, ownerOrganisationId, personId, mode, on }: Asked, states: States = this.kernel): Promise<Qualification> {
    const [own, common] = await Promise.all([states.load(requirements, instrumentId), states.load(requirements, ownerOrganisationId)]);
    const termsIds = [...new Set([...common.termsIds, ...own.termsIds])];
    if (own.trainingId === null && termsIds.length === 0) return NOTHING_ASKED;
    const needsCertificate = own.trainingId !== null && mode === 'self_operation';
    const [wanted, held, recognised, asked, accepted] = await Promise.all([
      needsCertificate ? states.load(training, own.trainingId!) : null,
      needsCertificate ? states.load(certificates, personId) : [],
      needsCertificate ? states.load(recognitions, ownerOrganisationId) : [],
      Promise.all(termsIds.map((termsId) => states.load(terms, termsId))),
      states.load(termsAcceptances, personId),
    ]);
    const answer = answerOf({ wanted, certificates: held, recognitions: recognised, terms: asked.filter((one) => one !== null), accepted }, mode, on);
    return { ...answer, missing: await Promise.all(answer.missing.map((lack) => this.told(lack))) };
  }

  private async told(lack: Lack): Promise<Missing> {
    const code = codeOf(lack);
    if (lack.kind === 'certificate') return { code, name: (await this.kernel.load(training, lack.of))!.name, href: `/api/v1/training-sessions?trainingId=${lack.of}` };
    return { code, name: (await this.kernel.load(terms, lack.of))!.title, href: `/api/v1/terms/${lack.of}/versions/${lack.version}` };
  }
}
