import fc from 'fast-check';
import { specification } from '@hewu/kernel/src/testing.js';
import type { SamplesEvent } from './events.js';
import { left, RESULTS_AT_MOST, SAMPLE_STAGES, samples, type Samples, type SamplesCommand } from './samples.decider.js';

const NOW = '2026-03-02T01:00:00.000Z';
const user = { bookingId: 'b', side: 'user', actorId: 'luo', now: NOW } as const;
const owner = { bookingId: 'b', side: 'owner', actorId: 'chen', now: NOW } as const;
const booking = { instrumentId: 'sem', ownerOrganisationId: 'institute', organisationId: 'firm', over: false };
const data = { count: 2, description: '断面', hazards: ['none'], storage: 'dry', wantedEnd: 'return' } as const;
const file = { fileId: 'f', sha256: 'a', bytes: 1, mediaType: 'application/pdf' };

const announce: SamplesCommand = { do: 'announce', ...user, booking, data };
const handOver: SamplesCommand = { do: 'hand_over', ...user, booking, labels: ['1', '2'], note: '' };
const received = [{ label: '1', condition: 'good', note: '' }, { label: '2', condition: 'damaged', note: '碎' }] as const;
const receive: SamplesCommand = { do: 'receive', ...owner, samples: received };
const work: SamplesCommand = { do: 'begin_work', ...owner };
const result: SamplesCommand = { do: 'record_result', ...owner, file, note: '' };
const giveBack: SamplesCommand = { do: 'return', ...owner, note: '' };
const takeBack: SamplesCommand = { do: 'take_back', ...user };
const consent: SamplesCommand = { do: 'consent_to_disposal', ...user };
const dispose: SamplesCommand = { do: 'dispose', ...owner, method: '固废' };
const incident: SamplesCommand = { do: 'report_incident', ...owner, label: '2', incident: 'lost', description: '找不到' };

const given = specification(samples);
/** What was recorded when these came one after another. */
const after = (...commands: readonly SamplesCommand[]): SamplesEvent[] => {
  let state: Samples = null;
  return commands.flatMap((command) => {
    const events = samples.decide(command, state);
    if ('refused' in events) throw new Error(`${command.do} was refused: ${events.refused}`);
    state = events.reduce(samples.evolve, state);
    return events;
  });
};

describe('samples sent in', () => {
  test('are announced once for a booking of that kind that is not over', () => {
    given().when(announce).then({ type: 'SamplesAnnounced', data: { bookingId: 'b', instrumentId: 'sem', ownerOrganisationId: 'institute', organisationId: 'firm', ...data, announcedBy: 'luo', announcedAt: NOW } });
    given().when(announce).thenRepeatingIsHarmless();
    given().when({ ...announce, booking: null }).thenRefused('samples_unknown');
    given().when({ ...announce, side: 'owner' }).thenRefused('samples_unknown');
    given().when({ ...announce, side: null }).thenRefused('samples_unknown');
    given().when({ ...announce, booking: { ...booking, over: true } }).thenRefused('samples_booking_over');
    given(...after(announce)).when({ ...announce, data: { ...data, count: 3 } }).thenRefused('samples_announced_otherwise');
  });

  test('are handed over by the user with a label each', () => {
    given(...after(announce)).when(handOver).then({ type: 'SamplesHandedOver', data: { bookingId: 'b', labels: ['1', '2'], note: '', handedOverBy: 'luo', handedOverAt: NOW } });
    given(...after(announce)).when(handOver).thenRepeatingIsHarmless();
    given(...after(announce)).when({ ...handOver, labels: ['1', '1'] }).thenRefused('sample_labels_wrong', { count: 2 });
    given(...after(announce)).when({ ...handOver, labels: ['1'] }).thenRefused('sample_labels_wrong');
    given(...after(announce)).when({ ...handOver, side: 'owner' }).thenRefused('samples_unknown');
    given(...after(announce)).when({ ...handOver, booking: { ...booking, over: true } }).thenRefused('samples_booking_over');
    given(...after(announce, handOver)).when({ ...handOver, labels: ['3', '4'] }).thenRefused('samples_out_of_turn', { stage: 'handed_over' });
    given(...after(announce, handOver)).when({ ...handOver, labels: ['2', '1'] }).then();
    given(...after(announce, handOver, receive)).when({ ...handOver, note: 'in two boxes' }).thenRefused('samples_recorded_otherwise', { stage: 'received' });
    given().when(handOver).thenRefused('samples_unknown');
  });

  test('are received by staff, every one of them, with what did not come as it was handed over', () => {
    given(...after(announce, handOver)).when(receive).then({ type: 'SamplesReceived', data: { bookingId: 'b', samples: received, discrepancies: 1, receivedBy: 'chen', receivedAt: NOW } });
    given(...after(announce, handOver)).when(receive).thenRepeatingIsHarmless();
    given(...after(announce)).when(receive).thenRefused('samples_out_of_turn', { stage: 'announced' });
    given(...after(announce, handOver)).when({ ...receive, side: 'user' }).thenRefused('samples_unknown');
    given(...after(announce, handOver)).when({ ...receive, samples: [received[0]] }).thenRefused('sample_labels_wrong', { labels: ['1', '2'] });
    given(...after(announce, handOver, receive)).when({ ...receive, samples: [received[0]] }).thenRefused('samples_out_of_turn');
    given(...after(announce, handOver, receive, work)).when({ ...receive, samples: received.toReversed() }).then();
    for (const otherwise of [{ condition: 'missing' }, { note: '完好' }] as const) given(...after(announce, handOver, receive, work)).when({ ...receive, samples: [received[0], { ...received[1], ...otherwise }] }).thenRefused('samples_recorded_otherwise', { stage: 'in_work' });
  });

  test('are worked on, and their results recorded', () => {
    given(...after(announce, handOver)).when(work).thenRefused('samples_out_of_turn');
    given(...after(announce, handOver, receive)).when(work).then({ type: 'SampleWorkBegun', data: { bookingId: 'b', begunBy: 'chen', begunAt: NOW } });
    given(...after(announce, handOver, receive)).when(work).thenRepeatingIsHarmless();
    given(...after(announce, handOver, receive, work, result)).when(work).then();
    for (const end of [[giveBack], [giveBack, takeBack], [consent, dispose]]) given(...after(announce, handOver, receive, work, ...end)).when(work).thenRefused('samples_out_of_turn');
    given(...after(announce, handOver, receive)).when(result).thenRefused('samples_out_of_turn', { stage: 'received' });
    given(...after(announce, handOver, receive, work)).when(result).then({ type: 'SampleResultRecorded', data: { bookingId: 'b', ...file, note: '', recordedBy: 'chen', recordedAt: NOW } });
    given(...after(announce, handOver, receive, work)).when(result).thenRepeatingIsHarmless();
    const many = Array.from({ length: RESULTS_AT_MOST }, (_, n): SamplesCommand => ({ ...result, file: { ...file, fileId: `f${n}` } }) as SamplesCommand);
    given(...after(announce, handOver, receive, work, ...many)).when(result).thenRefused('sample_files_too_many', { atMost: RESULTS_AT_MOST });
  });

  test('go back, and the user confirms it', () => {
    given(...after(announce, handOver, receive, incident)).when(giveBack).then({ type: 'SamplesReturned', data: { bookingId: 'b', labels: ['1'], note: '', returnedBy: 'chen', returnedAt: NOW } });
    given(...after(announce, handOver, receive)).when(giveBack).thenRepeatingIsHarmless();
    given(...after(announce, handOver)).when(giveBack).thenRefused('samples_out_of_turn');
    given(...after(announce, handOver, receive)).when(takeBack).thenRefused('samples_out_of_turn');
    given(...after(announce, handOver, receive, giveBack)).when(takeBack).then({ type: 'SamplesTakenBack', data: { bookingId: 'b', labels: ['1', '2'], takenBackBy: 'luo', takenBackAt: NOW } });
    given(...after(announce, handOver, receive, giveBack)).when(takeBack).thenRepeatingIsHarmless();
  });

  test('are disposed of with the consent of the user, from the beginning or later', () => {
    given(...after(announce, handOver, receive)).when(dispose).thenRefused('sample_disposal_not_consented');
    given(...after(announce, handOver, receive)).when(consent).then({ type: 'SampleDisposalConsented', data: { bookingId: 'b', consentedBy: 'luo', consentedAt: NOW } });
    given(...after(announce, handOver, receive)).when(consent).thenRepeatingIsHarmless();
    given(...after(announce, handOver, receive, giveBack)).when(consent).thenRefused('samples_out_of_turn');
    given(...after(announce, handOver, receive, consent)).when(dispose).then({ type: 'SamplesDisposed', data: { bookingId: 'b', labels: ['1', '2'], method: '固废', disposedBy: 'chen', disposedAt: NOW } });
    given(...after({ ...announce, data: { ...data, wantedEnd: 'disposal' } }, handOver, receive)).when(dispose).thenRepeatingIsHarmless();
    given(...after(announce, handOver, consent)).when(dispose).thenRefused('samples_out_of_turn');
    given(...after(announce, handOver, receive, consent, dispose)).when(giveBack).thenRefused('samples_out_of_turn');
  });

  test('may come to grief while they are away, told by either side', () => {
    given(...after(announce, handOver)).when(incident).then({ type: 'SampleIncidentReported', data: { bookingId: 'b', label: '2', incident: 'lost', description: '找不到', by: 'owner', reportedBy: 'chen', reportedAt: NOW } });
    given(...after(announce, handOver)).when(incident).thenRepeatingIsHarmless();
    given(...after(announce, handOver)).when({ ...incident, ...user }).then({ type: 'SampleIncidentReported', data: { bookingId: 'b', label: '2', incident: 'lost', description: '找不到', by: 'user', reportedBy: 'luo', reportedAt: NOW } });
    given(...after(announce)).when(incident).thenRefused('samples_out_of_turn');
    given(...after(announce, handOver)).when({ ...incident, label: '3' }).thenRefused('sample_label_unknown', { labels: ['1', '2'] });
    given(...after(announce, handOver)).when({ ...incident, side: null }).thenRefused('samples_unknown');
    given(...after(announce, handOver, receive, giveBack, takeBack)).when(incident).thenRefused('samples_out_of_turn');
  });

  test('whatever is asked in whatever order, the chain only goes on, each hand-over has both its sides, and nothing that is gone is given back', () => {
    const labels = ['1', '2'];
    const asked: fc.Arbitrary<SamplesCommand> = fc.oneof(
      fc.constantFrom(announce, handOver, receive, work, result, giveBack, takeBack, consent, dispose),
      fc.record({ label: fc.constantFrom(...labels), incident: fc.constantFrom('lost' as const, 'damaged' as const, 'used_up' as const), by: fc.constantFrom(user, owner) }).map(({ label, incident: what, by }): SamplesCommand => ({ do: 'report_incident', ...by, label, incident: what, description: 'x' })),
    );
    fc.assert(fc.property(fc.array(asked, { maxLength: 30 }), (commands) => {
      let state: Samples = null;
      const recorded: SamplesEvent[] = [];
      for (const command of commands) {
        const before = state as Samples;
        const events = samples.decide(command, before);
        if ('refused' in events) continue;
        state = events.reduce(samples.evolve, before);
        recorded.push(...events);
        if (before && state) expect(SAMPLE_STAGES.indexOf(state.stage)).toBeGreaterThanOrEqual(SAMPLE_STAGES.indexOf(before.stage));
      }
      const types = recorded.map(({ type }) => type);
      const follows = (later: SamplesEvent['type'], earlier: SamplesEvent['type']): boolean => !types.includes(later) || (types.includes(earlier) && types.indexOf(earlier) < types.indexOf(later));
      expect(follows('SamplesReceived', 'SamplesHandedOver') && follows('SamplesTakenBack', 'SamplesReturned') && follows('SamplesReturned', 'SamplesReceived') && follows('SamplesDisposed', 'SamplesReceived') && follows('SamplesDisposed', 'SampleDisposalConsented')).toBe(true);
      for (const once of ['SamplesHandedOver', 'SamplesReceived', 'SamplesReturned', 'SamplesTakenBack', 'SamplesDisposed']) expect(types.filter((type) => type === once).length).toBeLessThanOrEqual(1);
      const gone = new Set(recorded.flatMap((event) => (event.type === 'SampleIncidentReported' && event.data.incident !== 'damaged' ? [event.data.label] : [])));
      if (state) expect(left(state)).toEqual(state.labels.filter((label) => !gone.has(label)));
    }));
  });
});
