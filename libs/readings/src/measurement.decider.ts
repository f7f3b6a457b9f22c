import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { measurementEvents, type MeasurementEvent, type Reading, type UsageMeasured } from './events.js';

type Of = Pick<UsageMeasured['data'], 'bookingId' | 'instrumentId' | 'ownerOrganisationId' | 'organisationId'>;
/** `tolerance`: minutes, and a share of what was claimed; the larger one holds. */
export type Measure = {
  readonly do: 'measure';
  readonly of: Of;
  readonly span: { readonly from: string; readonly until: string };
  readonly claimedMinutes: number;
  readonly readings: readonly Reading[];
  readonly tolerance: { readonly minutes: AppliedRule; readonly basisPoints: AppliedRule };
  readonly now: string;
};
export type Settle = { readonly do: 'settle'; readonly reason: string; readonly ownerOrganisationId: string; readonly actorId: string; readonly now: string };
export type MeasurementCommand = Measure | Settle;
/** In order of precedence. */
export type MeasurementRefusal = 'measurement_unknown' | 'usage_does_not_differ';

export type Measurement = { readonly of: Of; readonly differs: boolean; readonly settled: boolean } | null;

const MINUTE = 60_000;

/** Whole minutes, begun ones included, of the spans within one span; they do not overlap. */
export const minutesWithin = (spans: readonly { readonly from: string; readonly until: string }[], { from, until }: { readonly from: string; readonly until: string }): number => {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const milliseconds = spans.reduce((sum, one) => sum + Math.max(0, Math.min(Date.parse(one.until), end) - Math.max(Date.parse(one.from), start)), 0);
  return Math.ceil(milliseconds / MINUTE);
};

/** How far apart claim and measurement may be. */
export const allowedMinutes = (claimedMinutes: number, minutes: number, basisPoints: number): number => Math.max(minutes, Math.floor((claimedMinutes * basisPoints) / 10_000));

/** One record of use beside what the instrument measured. */
export const measurement: Decider<Measurement, MeasurementCommand, MeasurementEvent, MeasurementRefusal> = {
  events: measurementEvents,
  stateVersion: 1,
  initialState: null,

  evolve: (state, event): Measurement => {
    switch (event.type) {
      case 'UsageMeasured': {
        const { bookingId, instrumentId, ownerOrganisationId, organisationId } = event.data;
        return { of: { bookingId, instrumentId, ownerOrganisationId, organisationId }, differs: false, settled: false };
      }
      case 'UsageDiffers':
        return state && { ...state, differs: true };
      case 'DifferenceSettled':
        return state && { ...state, settled: true };
    }
  },

  decide: (command, state): readonly MeasurementEvent[] | Refusal<MeasurementRefusal> => {
    if (command.do === 'measure') return state ? [] : measure(command);
    const { reason, ownerOrganisationId, actorId, now } = command;
    if (state?.of.ownerOrganisationId !== ownerOrganisationId) return refuse('measurement_unknown');
    if (!state.differs) return refuse('usage_does_not_differ');
    return state.settled ? [] : [{ type: 'DifferenceSettled', data: { ...state.of, reason, settledBy: actorId, settledAt: now } }];
  },
};

/** Where the instrument was silent it may have run too, so less than claimed then says nothing. */
const measure = ({ of, span, claimedMinutes, readings, tolerance, now }: Measure): readonly MeasurementEvent[] => {
  const measuredMinutes = minutesWithin(readings.filter(({ running }) => running), span);
  const coveredMinutes = minutesWithin(readings, span);
  const allowed = allowedMinutes(claimedMinutes, tolerance.minutes.amount, tolerance.basisPoints.amount);
  const silentMinutes = minutesWithin([span], span) - coveredMinutes;
  const differs = measuredMinutes > claimedMinutes + allowed || measuredMinutes + silentMinutes < claimedMinutes - allowed;
  const measured: MeasurementEvent = { type: 'UsageMeasured', data: { ...of, ...span, claimedMinutes, measuredMinutes, coveredMinutes, measuredAt: now } };
  if (!differs) return [measured];
  return [measured, { type: 'UsageDiffers', data: { ...of, claimedMinutes, measuredMinutes, allowedMinutes: allowed, rules: [tolerance.minutes, tolerance.basisPoints], noticedAt: now } }];
};
