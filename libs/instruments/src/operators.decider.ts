import { dayOf } from '@hewu/calendar/src/days.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { InstrumentEvent } from './instrument-events.js';
import type { InstrumentState, Operator } from './instrument-state.decider.js';

/* Who looks after an instrument, and who steps in when they leave. A part of the instrument decider. */

type Asked = { readonly instrumentId: string; readonly organisationId: string; readonly personId: string; readonly actorId: string; readonly now: string };
/** `member`: whether the person belongs to the owner. */
export type AppointOperator = Asked & { readonly do: 'appoint_operator'; readonly fromOn: string; readonly untilOn: string | null; readonly deputyOf: string | null; readonly member: boolean };
export type ReleaseOperator = Asked & { readonly do: 'release_operator'; readonly reason: string };
/** They left the organisation. By the system. */
export type OperatorLeft = { readonly do: 'operator_left'; readonly instrumentId: string; readonly personId: string; readonly now: string };

/** In order of precedence. */
export type OperatorRefusal = 'operator_not_member' | 'operator_term_wrong' | 'deputy_of_nobody' | 'operators_too_many' | 'operator_unknown';
type Answer = readonly InstrumentEvent[] | Refusal<OperatorRefusal>;

/** More than look after one instrument. */
export const OPERATORS_AT_MOST = 20;

const acts = ({ fromOn, untilOn }: Operator, day: string): boolean => fromOn <= day && (untilOn === null || day <= untilOn);

/** Whether a person looks after it on a day. A deputy may act at any time: that is what a deputy is for. */
export const isOperator = ({ operators }: Pick<InstrumentState, 'operators'>, personId: string, day: string): boolean => operators.length > 0 && operators.some((one) => one.personId === personId && acts(one, day));

/** Up the line of whom one stands in for; a line that leads back to oneself has no end. */
const leadsTo = (operators: readonly Operator[], from: string, wanted: string): boolean => {
  for (let at: string | null = from, steps = 0; at !== null && steps <= operators.length; steps++) {
    if (at === wanted) return true;
    at = operators.find(({ personId }) => personId === at)?.deputyOf ?? null;
  }
  return false;
};

export const appoint = ({ instrumentId, personId, fromOn, untilOn, deputyOf, member, actorId, now }: AppointOperator, { registered, operators }: InstrumentState): Answer => {
  if (!member) return refuse('operator_not_member');
  if (untilOn !== null && (untilOn < fromOn || untilOn < dayOf(now))) return refuse('operator_term_wrong');
  if (deputyOf !== null && (!operators.some((one) => one.personId === deputyOf) || leadsTo(operators, deputyOf, personId))) return refuse('deputy_of_nobody');
  const known = operators.find((one) => one.personId === personId);
  if (known && known.fromOn === fromOn && known.untilOn === untilOn && known.deputyOf === deputyOf) return [];
  if (!known && operators.length >= OPERATORS_AT_MOST) return refuse('operators_too_many', { atMost: OPERATORS_AT_MOST });
  return [{ type: 'OperatorAppointed', data: { instrumentId, ownerOrganisationId: registered!.ownerOrganisationId, personId, fromOn, untilOn, deputyOf, appointedBy: actorId, appointedAt: now } }];
};

/** The first deputy who may act on that day takes the place. */
const succession = (instrumentId: string, personId: string, { operators }: InstrumentState, now: string): readonly InstrumentEvent[] => {
  const successor = operators.find((one) => one.deputyOf === personId && acts(one, dayOf(now)));
  return successor ? [{ type: 'OperatorSucceeded', data: { instrumentId, personId, successorId: successor.personId, succeededAt: now } }] : [];
};

export const release = ({ instrumentId, personId, reason, actorId, now }: ReleaseOperator, state: InstrumentState): Answer => {
  if (!state.operators.some((one) => one.personId === personId)) return refuse('operator_unknown');
  return [{ type: 'OperatorReleased', data: { instrumentId, personId, ground: 'released', reason, releasedBy: actorId, releasedAt: now } }, ...succession(instrumentId, personId, state, now)];
};

/** A deputy takes over; when nobody is left who may act, the owner is told. */
export const left = ({ instrumentId, personId, now }: OperatorLeft, state: InstrumentState): readonly InstrumentEvent[] => {
  if (!state.registered || !state.operators.some((one) => one.personId === personId)) return [];
  const remain = state.operators.some((one) => one.personId !== personId && acts(one, dayOf(now)));
  return [
    { type: 'OperatorReleased', data: { instrumentId, personId, ground: 'left_organisation', reason: '', releasedBy: null, releasedAt: now } },
    ...succession(instrumentId, personId, state, now),
    ...(remain || state.retired ? [] : [{ type: 'OperatorsMissing' as const, data: { instrumentId, ownerOrganisationId: state.registered.ownerOrganisationId, lastPersonId: personId, noticedAt: now } }]),
  ];
};
