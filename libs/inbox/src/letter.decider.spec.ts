import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { InvitationQueued, LetterAttempted, LetterDropped, LetterEnclosed, LetterEvent, LetterFailed, LetterGivenUp, LetterHeld, LetterQueued, LetterSent, MatchQueued } from './events.js';
import { letters, type LetterCommand, type LetterState } from './letter.decider.js';

const given = specification(letters);
const about = { letterId: 'l-1', personId: 'p-zhou' } as const;
const data: LetterQueued['data'] = {
  ...about, kind: 'waiting', fact: 'x:listing_review:1:waiting', dutyId: 'listing:x', dutyKey: 'x:listing_review:1', what: 'listing_review', organisationId: null, region: '500117', href: '/api/v1/listings/desk/x', dueAt: null, rule: null,
  queuedAt: '2026-03-02T01:00:00.000Z',
};
const queued: LetterQueued = { type: 'LetterQueued', data };
const held: LetterHeld = { type: 'LetterHeld', data: { ...about, frequency: 'daily', until: '2026-03-03T00:00:00.000Z' } };
const enclosed: LetterEnclosed = { type: 'LetterEnclosed', data: { ...about, digestId: 'd-1' } };
const attempted = (attempt = 1): LetterAttempted => ({ type: 'LetterAttempted', data: { ...about, attempt, attemptedAt: '2026-03-02T01:00:00.000Z', unknownAfter: '2026-03-02T01:05:00.000Z' } });
const failed: LetterFailed = { type: 'LetterFailed', data: { ...about, attempt: 1, ground: 'unreachable', nextAt: '2026-03-02T01:01:00.000Z' } };
const sent = (attempt = 1): LetterSent => ({ type: 'LetterSent', data: { ...about, attempt, sentAt: '2026-03-02T01:00:01.000Z' } });
const givenUp: LetterGivenUp = { type: 'LetterGivenUp', data: { ...about, attempts: 1, ground: 'refused' } };
const dropped: LetterDropped = { type: 'LetterDropped', data: { ...about, ground: 'done' } };

const queue: LetterCommand = { type: 'QueueLetter', data };
const hold: LetterCommand = { type: 'HoldLetter', frequency: 'daily', until: '2026-03-03T00:00:00.000Z' };
const enclose = (digestId = 'd-1'): LetterCommand => ({ type: 'EncloseLetter', digestId });
const attempt = (n = 1): LetterCommand => ({ type: 'AttemptLetter', attempt: n, now: '2026-03-02T01:00:00.000Z', unknownAfter: '2026-03-02T01:05:00.000Z' });
const recordSent = (n = 1): LetterCommand => ({ type: 'RecordSent', attempt: n, now: '2026-03-02T01:00:01.000Z' });
const fail = (nextAt: string | null = '2026-03-02T01:01:00.000Z', n = 1): LetterCommand => ({ type: 'RecordFailure', attempt: n, ground: nextAt ? 'unreachable' : 'refused', nextAt });
const drop: LetterCommand = { type: 'DropLetter', ground: 'done' };

describe('a letter', () => {
  test('is written once for a fact and a person, however often the fact is told', () => {
    given().when(queue).then(queued);
    given().when(queue).thenRepeatingIsHarmless();
    given(queued, attempted(), sent()).when(queue).thenNothing();
    given(queued).when({ ...queue, data: { ...data, personId: 'p-other' } }).thenRefused('letter_id_taken');
  });

  test('about a match is written once for a search and what it found, whatever the person wants by then', () => {
    const match: MatchQueued['data'] = { ...about, searchId: 's-1', subjectId: 'l-9', alert: 'at_once', href: '/api/v1/listings/l-9', queuedAt: '2026-03-02T01:00:00.000Z' };
    const command: LetterCommand = { type: 'QueueMatch', data: match };
    const told: MatchQueued = { type: 'MatchQueued', data: match };
    given().when(command).then(told);
    given(told, attempted(), sent()).when({ ...command, data: { ...match, alert: 'weekly' } }).thenNothing();
    given(told).when({ ...command, data: { ...match, personId: 'p-other' } }).thenRefused('letter_id_taken');
    given(told).when(hold).then(held);
  });

  test('is attempted before the server is spoken to, and has an outcome after', () => {
    given(queued).when(attempt()).then(attempted());
    given(queued, attempted()).when(recordSent()).then(sent());
    given(queued, attempted()).when(recordSent()).thenRepeatingIsHarmless();
    given(queued, attempted()).when(fail()).then(failed);
    given(queued, attempted()).when(fail(null)).then(givenUp);
    for (const command of [hold, enclose(), attempt(), recordSent(), fail(), drop]) given().when(command).thenRefused('letter_unknown');
  });

  test('whose attempt was cut off is attempted again; by two at once, by one of them', () => {
    given(queued, attempted()).when(attempt(2)).then(attempted(2));
    given(queued, attempted()).when(attempt(1)).thenRefused('attempt_stale', { attempts: 1 });
    given(queued, attempted(), failed).when(attempt(3)).thenRefused('attempt_stale', { attempts: 1 });
    // The outcome of the first comes after the second was begun: that it failed says nothing of the second.
    given(queued, attempted(), attempted(2)).when(fail()).thenRefused('attempt_stale', { attempts: 2 });
    given(queued, attempted(), attempted(2)).when(recordSent(1)).then(sent(1));
  });

  test('that is settled stays so', () => {
    for (const end of [sent(), givenUp, dropped]) {
      for (const command of [hold, enclose(), attempt(2), fail()]) given(queued, attempted(), end).when(command).thenRefused('letter_settled');
      given(queued, attempted(), end).when(drop).thenNothing();
    }
  });

  test('waits for the digest its person asked for, and goes out with one digest alone', () => {
    given(queued).when(hold).then(held);
    given(queued).when(hold).thenRepeatingIsHarmless();
    given(queued, held).when(enclose()).then(enclosed);
    given(queued, held).when(enclose()).thenRepeatingIsHarmless();
    given(queued, held, enclosed).when(enclose('d-2')).thenRefused('letter_enclosed', { digestId: 'd-1' });
    given(queued, held, enclosed).when(attempt()).thenRefused('letter_enclosed');
    given(queued, held, enclosed).when(drop).thenRefused('letter_enclosed');
    // It may be in a mailbox already.
    given(queued, attempted()).when(enclose()).thenRefused('letter_settled', { status: 'attempted' });
  });

  test('that carries an invitation is written once for each state of a booking', () => {
    const invitation: InvitationQueued = { type: 'InvitationQueued', data: { ...about, bookingId: 'b-1', sequence: 4, href: '/api/v1/bookings/b-1', queuedAt: data.queuedAt } };
    given().when({ type: 'QueueInvitation', data: invitation.data }).then(invitation);
    given().when({ type: 'QueueInvitation', data: invitation.data }).thenRepeatingIsHarmless();
    given(invitation).when({ type: 'QueueInvitation', data: { ...invitation.data, personId: 'p-sun' } }).thenRefused('letter_id_taken');
    given(invitation).when(attempt()).then(attempted());
  });

  test('is dropped when it need not go out', () => {
    given(queued).when(drop).then(dropped);
    given(queued).when(drop).thenRepeatingIsHarmless();
    given(queued, held).when(drop).then(dropped);
  });
});

test('whatever comes in whatever order: no letter leaves both alone and in a digest, and none after its end', () => {
  const command: fc.Arbitrary<LetterCommand> = fc.oneof(
    fc.constantFrom(queue, hold, drop, enclose('d-1'), enclose('d-2')),
    fc.integer({ min: 1, max: 4 }).chain((n) => fc.constantFrom(attempt(n), recordSent(n), fail(undefined, n), fail(null, n))),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
      let state: LetterState = letters.initialState;
      const events: LetterEvent[] = [];
      for (const one of commands) {
        const answer = letters.decide(one, state);
        if (isRefusal(answer)) continue;
        events.push(...answer);
        state = answer.reduce(letters.evolve, state);
      }
      const types = events.map(({ type }) => type);
      expect(types.includes('LetterEnclosed') && types.includes('LetterAttempted')).toBe(false);
      expect(new Set(events.flatMap((event) => (event.type === 'LetterEnclosed' ? [event.data.digestId] : []))).size).toBeLessThanOrEqual(1);
      // Attempts count on without a gap, and none follows an end.
      expect(events.flatMap((event) => (event.type === 'LetterAttempted' ? [event.data.attempt] : []))).toEqual(events.filter(({ type }) => type === 'LetterAttempted').map((_, n) => n + 1));
      const end = types.findIndex((type) => type === 'LetterSent' || type === 'LetterGivenUp' || type === 'LetterDropped');
      if (end >= 0) expect(types.slice(end + 1).filter((type) => type !== 'LetterSent')).toEqual([]);
      expect(types.filter((type) => type === 'LetterQueued').length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2_000 },
  );
});
