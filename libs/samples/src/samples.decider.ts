import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { samplesEvents, type SampleEnd, type SampleIncident, type SampleResultRecorded, type SamplesAnnounced, type SamplesEvent, type SamplesReceived, type Side } from './events.js';

/** The booking for which samples are sent in, as its calendar's events tell it; null for every other one. `over`: it was cancelled, declined or missed. */
export type BookingFact = { readonly instrumentId: string; readonly ownerOrganisationId: string; readonly organisationId: string; readonly over: boolean } | null;

type Act = { readonly bookingId: string; /** On whose side the actor stands; null when on neither. */ readonly side: Side | null; readonly actorId: string; readonly now: string };
export type SamplesCommand =
  | (Act & { readonly do: 'announce'; readonly booking: BookingFact; readonly data: Pick<SamplesAnnounced['data'], 'count' | 'description' | 'hazards' | 'storage' | 'wantedEnd'> })
  | (Act & { readonly do: 'hand_over'; readonly booking: BookingFact; readonly labels: readonly string[]; readonly note: string })
  | (Act & { readonly do: 'receive'; readonly samples: SamplesReceived['data']['samples'] })
  | (Act & { readonly do: 'begin_work' })
  | (Act & { readonly do: 'record_result'; readonly file: Pick<SampleResultRecorded['data'], 'fileId' | 'sha256' | 'bytes' | 'mediaType'>; readonly note: string })
  | (Act & { readonly do: 'return'; readonly note: string })
  | (Act & { readonly do: 'take_back' })
  | (Act & { readonly do: 'consent_to_disposal' })
  | (Act & { readonly do: 'dispose'; readonly method: string })
  | (Act & { readonly do: 'report_incident'; readonly label: string; readonly incident: SampleIncident; readonly description: string });

/** In order of precedence. `samples_unknown` is also the answer to whoever is of neither side, or of the other one. */
export type SamplesRefusal =
  | 'samples_unknown' | 'samples_booking_over' | 'samples_announced_otherwise' | 'samples_out_of_turn' | 'samples_recorded_otherwise' | 'sample_labels_wrong' | 'sample_label_unknown' | 'sample_disposal_not_consented' | 'sample_files_too_many';

export const SAMPLE_STAGES = ['announced', 'handed_over', 'received', 'in_work', 'result_recorded', 'returned', 'taken_back', 'disposed'] as const;
export type SampleStage = (typeof SAMPLE_STAGES)[number];

/** As many files as people look through. */
export const RESULTS_AT_MOST = 50;

export type Samples = {
  readonly ownerOrganisationId: string;
  readonly organisationId: string;
  readonly announced: string;
  readonly count: number;
  readonly wantedEnd: SampleEnd;
  readonly consented: boolean;
  readonly stage: SampleStage;
  readonly labels: readonly string[];
  /** What was said at the hand-over and at the receipt; empty before. */
  readonly handedOver: string;
  readonly received: string;
  /** Labels of those that are gone: missing, lost or used up. */
  readonly gone: readonly string[];
  readonly incidents: readonly string[];
  readonly files: readonly string[];
} | null;

type Held = NonNullable<Samples>;
type Answer = readonly SamplesEvent[] | Refusal<SamplesRefusal>;

/** What is still there to be given back or disposed of. */
export const left = ({ labels, gone }: Pick<Held, 'labels' | 'gone'>): readonly string[] => labels.filter((label) => !gone.includes(label));

const announcedKey = ({ count, description, hazards, storage, wantedEnd }: Pick<SamplesAnnounced['data'], 'count' | 'description' | 'hazards' | 'storage' | 'wantedEnd'>): string => JSON.stringify([count, description, hazards, storage, wantedEnd]);
/** In any order of the samples. */
const handedOverKey = ({ labels, note }: { readonly labels: readonly string[]; readonly note: string }): string => JSON.stringify([labels.toSorted(), note]);
const receivedKey = (received: SamplesReceived['data']['samples']): string => JSON.stringify(received.map(({ label, condition, note }) => JSON.stringify([label, condition, note])).toSorted());
const at = (stage: SampleStage, state: Held): boolean => SAMPLE_STAGES.indexOf(state.stage) >= SAMPLE_STAGES.indexOf(stage);

/** 送样: who has the samples of a booking, and what each side said when they changed hands. Each step once, in its turn. */
export const samples: Decider<Samples, SamplesCommand, SamplesEvent, SamplesRefusal> = {
  events: samplesEvents,
  stateVersion: 2,
  initialState: null,

  evolve: (state, event) => {
    if (event.type === 'SamplesAnnounced') {
      const { ownerOrganisationId, organisationId, count, wantedEnd } = event.data;
      return { ownerOrganisationId, organisationId, announced: announcedKey(event.data), count, wantedEnd, consented: wantedEnd === 'disposal', stage: 'announced', labels: [], handedOver: '', received: '', gone: [], incidents: [], files: [] };
    }
    if (!state) return state;
    switch (event.type) {
      case 'SamplesHandedOver':
        return { ...state, stage: 'handed_over', labels: event.data.labels, handedOver: handedOverKey(event.data) };
      case 'SamplesReceived':
        return { ...state, stage: 'received', received: receivedKey(event.data.samples), gone: event.data.samples.filter(({ condition }) => condition === 'missing').map(({ label }) => label) };
      case 'SampleWorkBegun':
        return { ...state, stage: 'in_work' };
      case 'SampleResultRecorded':
        return { ...state, stage: 'result_recorded', files: [...state.files, event.data.fileId] };
      case 'SamplesReturned':
        return { ...state, stage: 'returned' };
      case 'SamplesTakenBack':
        return { ...state, stage: 'taken_back' };
      case 'SampleDisposalConsented':
        return { ...state, consented: true };
      case 'SamplesDisposed':
        return { ...state, stage: 'disposed' };
      case 'SampleIncidentReported': {
        const { label, incident } = event.data;
        return { ...state, incidents: [...state.incidents, `${label} ${incident}`], gone: incident === 'damaged' || state.gone.includes(label) ? state.gone : [...state.gone, label] };
      }
    }
  },

  decide: (command, state): Answer => {
    if (command.do === 'announce') return announce(command, state);
    const wanted = OF_SIDE[command.do];
    if (!state || command.side === null || (wanted !== null && command.side !== wanted)) return refuse('samples_unknown');
    switch (command.do) {
      case 'hand_over':
        return handOver(command, state);
      case 'receive':
        return receive(command, state);
      case 'begin_work':
        return beginWork(command, state);
      case 'record_result':
        return recordResult(command, state);
      case 'return':
        return giveBack(command, state);
      case 'take_back':
        return takeBack(command, state);
      case 'consent_to_disposal':
        return consent(command, state);
      case 'dispose':
        return dispose(command, state);
      case 'report_incident':
        return report(command, state);
    }
  },
};

/** Who takes which step; null: either side. */
const OF_SIDE: Readonly<Record<Exclude<SamplesCommand['do'], 'announce'>, Side | null>> = {
  hand_over: 'user', receive: 'owner', begin_work: 'owner', record_result: 'owner', return: 'owner', take_back: 'user', consent_to_disposal: 'user', dispose: 'owner', report_incident: null,
};

type Of<Do extends SamplesCommand['do']> = Extract<SamplesCommand, { readonly do: Do }>;
const outOfTurn = ({ stage }: Held): Refusal<SamplesRefusal> => refuse('samples_out_of_turn', { stage });

const announce = ({ bookingId, side, actorId, now, booking, data }: Of<'announce'>, state: Samples): Answer => {
  if (!booking || side !== 'user') return refuse('samples_unknown');
  if (state) return state.announced === announcedKey(data) ? [] : refuse('samples_announced_otherwise');
  if (booking.over) return refuse('samples_booking_over');
  const { instrumentId, ownerOrganisationId, organisationId } = booking;
  return [{ type: 'SamplesAnnounced', data: { bookingId, instrumentId, ownerOrganisationId, organisationId, ...data, announcedBy: actorId, announcedAt: now } }];
};

/** Of the same samples the same again is harmless, and what says otherwise is not dropped in silence. */
const againOrOtherwise = (labels: readonly string[], same: boolean, state: Held): Answer => (same ? [] : sameLabels(labels, state.labels) ? refuse('samples_recorded_otherwise', { stage: state.stage }) : outOfTurn(state));

const handOver = ({ bookingId, booking, labels, note, actorId, now }: Of<'hand_over'>, state: Held): Answer => {
  if (state.stage !== 'announced') return againOrOtherwise(labels, handedOverKey({ labels, note }) === state.handedOver, state);
  if (booking?.over) return refuse('samples_booking_over');
  if (new Set(labels).size !== labels.length || labels.length !== state.count) return refuse('sample_labels_wrong', { count: state.count });
  return [{ type: 'SamplesHandedOver', data: { bookingId, labels, note, handedOverBy: actorId, handedOverAt: now } }];
};

const sameLabels = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((label) => b.includes(label)) && new Set(a).size === a.length;

const receive = ({ bookingId, samples: received, actorId, now }: Of<'receive'>, state: Held): Answer => {
  const labels = received.map(({ label }) => label);
  if (at('received', state)) return againOrOtherwise(labels, receivedKey(received) === state.received, state);
  if (state.stage !== 'handed_over') return outOfTurn(state);
  if (!sameLabels(labels, state.labels)) return refuse('sample_labels_wrong', { labels: state.labels });
  return [{ type: 'SamplesReceived', data: { bookingId, samples: received, discrepancies: received.filter(({ condition }) => condition !== 'good').length, receivedBy: actorId, receivedAt: now } }];
};

const beginWork = ({ bookingId, actorId, now }: Of<'begin_work'>, state: Held): Answer => {
  // Whoever works on them begins again without harm; once they have left, nobody does.
  if (state.stage === 'in_work' || state.stage === 'result_recorded') return [];
  return state.stage === 'received' ? [{ type: 'SampleWorkBegun', data: { bookingId, begunBy: actorId, begunAt: now } }] : outOfTurn(state);
};

/** Several may follow one another, until the samples leave the owner. */
const recordResult = ({ bookingId, file, note, actorId, now }: Of<'record_result'>, state: Held): Answer => {
  if (state.files.includes(file.fileId)) return [];
  if (state.stage !== 'in_work' && state.stage !== 'result_recorded') return outOfTurn(state);
  if (state.files.length >= RESULTS_AT_MOST) return refuse('sample_files_too_many', { atMost: RESULTS_AT_MOST });
  return [{ type: 'SampleResultRecorded', data: { bookingId, ...file, note, recordedBy: actorId, recordedAt: now } }];
};

const ENDABLE: readonly SampleStage[] = ['received', 'in_work', 'result_recorded'];

const giveBack = ({ bookingId, note, actorId, now }: Of<'return'>, state: Held): Answer => {
  if (state.stage === 'returned' || state.stage === 'taken_back') return [];
  if (!ENDABLE.includes(state.stage)) return outOfTurn(state);
  return [{ type: 'SamplesReturned', data: { bookingId, labels: left(state), note, returnedBy: actorId, returnedAt: now } }];
};

const takeBack = ({ bookingId, actorId, now }: Of<'take_back'>, state: Held): Answer => {
  if (state.stage === 'taken_back') return [];
  return state.stage === 'returned' ? [{ type: 'SamplesTakenBack', data: { bookingId, labels: left(state), takenBackBy: actorId, takenBackAt: now } }] : outOfTurn(state);
};

const consent = ({ bookingId, actorId, now }: Of<'consent_to_disposal'>, state: Held): Answer => {
  if (state.consented) return [];
  return at('returned', state) ? outOfTurn(state) : [{ type: 'SampleDisposalConsented', data: { bookingId, consentedBy: actorId, consentedAt: now } }];
};

const dispose = ({ bookingId, method, actorId, now }: Of<'dispose'>, state: Held): Answer => {
  if (state.stage === 'disposed') return [];
  if (!ENDABLE.includes(state.stage)) return outOfTurn(state);
  if (!state.consented) return refuse('sample_disposal_not_consented');
  return [{ type: 'SamplesDisposed', data: { bookingId, labels: left(state), method, disposedBy: actorId, disposedAt: now } }];
};

/** Of what was handed over, until it is back or disposed of; once for each sample and kind. */
const report = ({ bookingId, side, label, incident, description, actorId, now }: Of<'report_incident'>, state: Held): Answer => {
  if (state.stage === 'announced') return outOfTurn(state);
  if (!state.labels.includes(label)) return refuse('sample_label_unknown', { labels: state.labels });
  if (state.incidents.includes(`${label} ${incident}`)) return [];
  if (state.stage === 'taken_back' || state.stage === 'disposed') return outOfTurn(state);
  return [{ type: 'SampleIncidentReported', data: { bookingId, label, incident, description, by: side!, reportedBy: actorId, reportedAt: now } }];
};
