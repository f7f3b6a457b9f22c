import { Inject, Injectable } from '@nestjs/common';
import { foreseeing } from '@hewu/kernel/src/foresight.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ImportKinds } from '@hewu/imports/src/import-kinds.js';
import { sameTitle } from '@hewu/imports/src/import-kind.js';
import { ORGANISATION_REGISTER, type OrganisationRegister } from '@hewu/platform/src/organisation-register.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { INSTRUMENT_COLUMNS } from './instrument-columns.js';
import { instrumentEvents } from './instrument-events.js';
import { RegisterInstrument, type RegisterInstrumentCommand } from './instrument.commands.js';
import { registrationOf } from './registration-body.js';
import { RegisterInstrumentBody } from './registration.dto.js';
import { ReportingTerms } from './reporting-terms.js';

/** What makes two rows the same instrument: the owner's number of it with its class, else what it is called and its model. */
export const keyOf = ({ classCode, assetNumber, name, model }: Pick<RegisterInstrumentBody, 'classCode' | 'assetNumber' | 'name' | 'model'>): readonly string[] =>
  assetNumber === null ? ['named', sameTitle(name.zh), sameTitle(model)] : ['numbered', sameTitle(classCode ?? ''), sameTitle(assetNumber)];

/** Owners register many instruments from a table; each gets a calendar of its own. */
@Injectable()
export class InstrumentImport {
  constructor(kinds: ImportKinds, kernel: Kernel, rules: Rules, terms: ReportingTerms, @Inject(ORGANISATION_REGISTER) organisations: OrganisationRegister) {
    const foresight = new RegisterInstrument(foreseeing(kernel), rules, terms, organisations);
    kinds.add<RegisterInstrumentBody>({
      kind: 'instruments',
      named: { zh: '仪器', en: 'Instruments' },
      roles: ['instrument_manager'],
      columns: INSTRUMENT_COLUMNS,
      body: RegisterInstrumentBody,
      idOf: (body, { organisationId }) => derivedId('imported instrument', organisationId, ...keyOf(body)),
      command: (instrumentId, body, context) => registrationOf(instrumentId, body, { organisationId: context.onBehalfOf!, region: context.region! }, context),
      category: instrumentEvents.category,
      foresee: (command) => foresight.execute(command as RegisterInstrumentCommand),
      places: { commissioned_in_future: 'commissionedOn', accepted_in_future: 'acceptedOn', reported_in_future: 'reportedOn', reported_before_acceptance: 'reportedOn', opening_rules_wrong: 'opens', instrument_id_reused: 'name' },
      taken: 'instrument_id_reused',
    });
  }
}
