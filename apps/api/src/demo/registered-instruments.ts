import { demoInstruments } from '@hewu/instruments/src/demo.js';
import { RegisterInstrumentCommand } from '@hewu/instruments/src/instrument.commands.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { unitOf } from './founded-units.js';
import type { Registered } from './laboratory.js';
import { WORLD, type Stage } from './stage.js';

/* The instruments of the demonstration, as their owners register them. */

/** In the order of `demoInstruments`. */
export const registerInstruments = async (stage: Stage): Promise<readonly Registered[]> => {
  const registered = [];
  for (const [place, { region, data, tariff, rules, acceptedOn, reported }] of demoInstruments.entries()) {
    const { unit, office } = unitOf(stage, region);
    const instrumentId = derivedId(WORLD, 'instrument', String(place));
    await stage.founding.step(`instrument ${place}`, (context) => new RegisterInstrumentCommand({ instrumentId, ownerOrganisationId: unit.id, region, ...data }, { tariff, on: { rules, capacity: 1 }, acceptedOn, reported }, context), office, unit);
    registered.push({ id: instrumentId, unit, office });
  }
  return registered;
};
