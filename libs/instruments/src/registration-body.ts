import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { RefusalProblem } from '@hewu/platform/src/problems.js';
import { RegisterInstrumentCommand, type BookedOn } from './instrument.commands.js';
import type { InstrumentDescription } from './instrument-events.js';
import type { DescribeInstrumentBody, RegisterInstrumentBody } from './registration.dto.js';

type Owner = { readonly organisationId: string; readonly region: string };

/** What a body says of an instrument, field by field. */
export const descriptionOf = (body: DescribeInstrumentBody): InstrumentDescription => {
  const { name, model, maker, country, field, classCode, assetNumber, originValueFen, fundingSource, commissionedOn, place, coordinates, indicators, functions, serviceContent, feeStandard, openModes, contactRole } = body;
  return { name, model, maker, country, field, classCode, assetNumber, originValueFen, fundingSource, commissionedOn, place, coordinates, indicators, functions, serviceContent, feeStandard, openModes, contactRole };
};

/** Rules are those of the calendar it joins; nobody says others. */
const bookedOn = ({ calendarId, rules, capacity }: RegisterInstrumentBody): BookedOn => {
  if (calendarId === null) return { rules: rules!, capacity };
  if (rules !== undefined || capacity !== 1) throw new RefusalProblem({ refused: 'calendar_has_rules' });
  return { calendarId };
};

export const registrationOf = (instrumentId: string, body: RegisterInstrumentBody, { organisationId, region }: Owner, context: CommandContext): RegisterInstrumentCommand => {
  const { tariff, acceptedOn, reported } = body;
  const data = { instrumentId, ownerOrganisationId: organisationId, region, ...descriptionOf(body) };
  return new RegisterInstrumentCommand(data, { tariff, on: bookedOn(body), acceptedOn, reported: reported && { on: reported.on, networkNumber: reported.networkNumber } }, context);
};
