import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { instrumentEvents, type InstrumentEvent, type InstrumentRegistered, type Tariff } from './events.js';

type Description = Omit<InstrumentRegistered['data'], 'inSharingScope' | 'sharingRule' | 'registeredAt'>;
/** `sharingRule`: from which origin value on an instrument that government paid for is to be shared. */
export type RegisterInstrument = { readonly do: 'register'; readonly data: Description; readonly tariff: Omit<Tariff, 'version'>; readonly sharingRule: AppliedRule; readonly now: string };
export type SetTariff = { readonly do: 'set_tariff'; readonly instrumentId: string; readonly organisationId: string; readonly tariff: Omit<Tariff, 'version'>; readonly now: string };
export type RetireInstrument = { readonly do: 'retire'; readonly instrumentId: string; readonly organisationId: string; readonly reason: string; readonly now: string };
export type InstrumentCommand = RegisterInstrument | SetTariff | RetireInstrument;

/** In order of precedence. */
export type InstrumentRefusal = 'instrument_id_reused' | 'instrument_unknown' | 'not_the_owner' | 'instrument_retired' | 'commissioned_in_future';

export type InstrumentState = { readonly registered: InstrumentRegistered['data'] | null; readonly tariff: Tariff | null; readonly retired: boolean };

export const instrument: Decider<InstrumentState, InstrumentCommand, InstrumentEvent, InstrumentRefusal> = {
  events: instrumentEvents,
  stateVersion: 2,
  initialState: { registered: null, tariff: null, retired: false },

  evolve: (state, event) => {
    switch (event.type) {
      case 'InstrumentRegistered':
        return { ...state, registered: event.data };
      case 'TariffSet':
        return { ...state, tariff: event.data.tariff };
      case 'InstrumentRetired':
        return { ...state, retired: true };
    }
  },

  decide: (command, { registered, tariff, retired }) => {
    if (command.do === 'register') {
      const { data, sharingRule, now } = command;
      // Local dates compare as text; Shanghai's day is the one that counts.
      if (data.commissionedOn > localDate(now)) return refuse('commissioned_in_future');
      const inSharingScope = data.fundingSource === 'government' && data.originValueFen >= sharingRule.amount;
      // A repetition is told by what was described; what was decided of it stays as it was.
      if (registered) return sameText(registered, { ...registered, ...data }) ? [] : refuse('instrument_id_reused');
      return [
        { type: 'InstrumentRegistered', data: { ...data, inSharingScope, sharingRule, registeredAt: now } },
        { type: 'TariffSet', data: { instrumentId: data.instrumentId, tariff: { version: 1, ...command.tariff }, setAt: now } },
      ];
    }
    if (!registered) return refuse('instrument_unknown');
    if (registered.ownerOrganisationId !== command.organisationId) return refuse('not_the_owner');
    switch (command.do) {
      case 'set_tariff': {
        if (retired) return refuse('instrument_retired');
        const { pricePerHourFen, unitMinutes } = command.tariff;
        if (tariff?.pricePerHourFen === pricePerHourFen && tariff.unitMinutes === unitMinutes) return [];
        return [{ type: 'TariffSet', data: { instrumentId: command.instrumentId, tariff: { version: (tariff?.version ?? 0) + 1, pricePerHourFen, unitMinutes }, setAt: command.now } }];
      }
      case 'retire':
        return retired ? [] : [{ type: 'InstrumentRetired', data: { instrumentId: command.instrumentId, reason: command.reason, retiredAt: command.now } }];
    }
  },
};

/** The day in Shanghai, UTC+8 all year. */
const localDate = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

const sameText = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean => sorted(a) === sorted(b);
const sorted = (value: Readonly<Record<string, unknown>>): string => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, isPlain(inner) ? sorted(inner) : inner]));
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
