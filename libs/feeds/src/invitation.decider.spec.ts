import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { CalendarEvent } from '@hewu/instruments/src/events.js';
import { calendar } from '../../instruments/src/calendar.decider.js';
import { book, booked, mine, move, NOW, opened, owner, plus, staffs } from '../../instruments/src/calendar-fixtures.js';
import type { BookingInvited, InvitationEvent, InvitationRevised } from './events.js';
import { invitations, type Invitation, type InvitationCommand } from './invitation.decider.js';
import { changeOf } from './invitations.process.js';
import { feedSlotsProjection, type SlotDocument } from './slots.projection.js';

const given = specification(invitations);
const data: BookingInvited['data'] = { bookingId: 'b', personId: 'luo', instrumentId: 'i', calendarId: 'c', sequence: 3, from: '2026-03-03T01:00:00.000Z', until: '2026-03-03T03:00:00.000Z', confirmed: false, at: NOW };
const invited: BookingInvited = { type: 'BookingInvited', data };
const invite = (wanted = true): InvitationCommand => ({ do: 'invite', wanted, data });
const revise = (sequence: number, more: Partial<InvitationRevised['data']> = { confirmed: true }): InvitationCommand => ({ do: 'revise', data: { bookingId: 'b', sequence, at: NOW, ...more } });
const revised: InvitationRevised = { type: 'InvitationRevised', data: { bookingId: 'b', sequence: 5, from: data.from, until: data.until, confirmed: true, at: NOW } };
const withdraw = (sequence: number): InvitationCommand => ({ do: 'withdraw', data: { bookingId: 'b', sequence, at: NOW } });

describe('an invitation', () => {
  test('is for whoever wanted one when they booked', () => {
    given().when(invite()).then(invited);
    given().when(invite()).thenRepeatingIsHarmless();
    given().when(invite(false)).thenNothing();
    given().when(revise(5)).thenNothing();
    given().when(withdraw(5)).thenNothing();
  });

  test('follows its booking, keeping what did not change', () => {
    given(invited).when(revise(5)).then(revised);
    given(invited).when(revise(5)).thenRepeatingIsHarmless();
    given(invited, revised).when(revise(5, { until: 'x' })).thenNothing();
    given(invited, revised).when(revise(8, { from: '2026-03-04T01:00:00.000Z', until: '2026-03-04T03:00:00.000Z' })).then({ ...revised, data: { ...revised.data, sequence: 8, from: '2026-03-04T01:00:00.000Z', until: '2026-03-04T03:00:00.000Z' } });
    given(invited).when(withdraw(9)).then({ type: 'InvitationWithdrawn', data: { bookingId: 'b', sequence: 9, at: NOW } });
    given(invited, { type: 'InvitationWithdrawn', data: { bookingId: 'b', sequence: 9, at: NOW } }).when(revise(10)).thenNothing();
  });

  test('whatever is told in whatever order, late or twice: its sequence strictly rises, and nothing follows its withdrawal', () => {
    const command: fc.Arbitrary<InvitationCommand> = fc.oneof(fc.boolean().map(invite), fc.nat(20).map((n) => revise(n)), fc.nat(40).map(withdraw));
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        let state: Invitation = null;
        const events: InvitationEvent[] = [];
        for (const one of commands) {
          const answer = invitations.decide(one, state) as readonly InvitationEvent[];
          events.push(...answer);
          state = answer.reduce(invitations.evolve, state);
        }
        const sequences = events.map((event) => event.data.sequence);
        expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
        expect(events.filter(({ type }) => type === 'InvitationWithdrawn').length).toBeLessThanOrEqual(1);
        if (events.some(({ type }) => type === 'InvitationWithdrawn')) expect(events.at(-1)!.type).toBe('InvitationWithdrawn');
      }),
    );
  });
});

describe('whatever is done to a booking on its calendar', () => {
  const commands = fc.array(
    fc.oneof(
      fc.nat(8).map((n) => move(`${1 + n} 09:00`, `${1 + n} 11:00`)),
      fc.nat(8).map((n) => move(`${1 + n} 14:00`, `${1 + n} 15:00`)),
      fc.constant({ do: 'cancel' as const, ...mine('08:00'), reason: 'x' }),
      fc.constant({ do: 'confirm' as const, ...staffs('08:00'), reason: '' }),
      fc.nat(8).map((n) => ({ do: 'announce_outages' as const, ...owner(), outages: [{ outageId: `o-${n}`, from: plus(NOW, n * 1_440), until: plus(NOW, n * 1_440 + 720) }], kind: 'planned' as const, treatment: n % 2 ? ('move' as const) : ('cancel' as const), seriesId: null, entitled: null })),
      fc.nat(5).map((n) => book(`${1 + n} 09:00`, `${1 + n} 11:00`)),
    ),
    { maxLength: 14 },
  );

  const recordedAs = (event: CalendarEvent, revision: number): Recorded<CalendarEvent> =>
    ({ ...event, eventId: `e-${revision}`, schemaVersion: 1, stream: 'calendar-sem', revision, position: String(revision).padStart(8, '0'), recordedAt: NOW, metadata: { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'li', onBehalfOf: null, region: null, legalBasis: null, occurredAt: plus(NOW, revision) } }) as Recorded<CalendarEvent>;

  test('what calendars elsewhere show of it changes with a sequence that strictly rises, in feeds as in invitations, and a rebuild gives the same', () => {
    fc.assert(
      fc.property(commands, fc.boolean(), fc.constantFrom<'automatic' | 'owner'>('automatic', 'owner'), (steps, confirmed, confirmation) => {
        const events: CalendarEvent[] = [opened({ confirmation }), booked('1 09:00', '1 11:00', 'b1', { confirmed })];
        for (const step of steps) {
          const state = events.reduce(calendar.evolve, calendar.initialState);
          const answer = calendar.decide(step as never, state);
          if (!isRefusal(answer)) events.push(...answer);
        }
        const fold = (): readonly (SlotDocument | null)[] => {
          const states: (SlotDocument | null)[] = [];
          let document: SlotDocument | null = null;
          events.forEach((event, revision) => {
            const recorded = recordedAs(event, revision);
            if ((feedSlotsProjection.key(recorded) as readonly string[]).includes('booking:b1')) states.push((document = feedSlotsProjection.evolve(document, recorded, 'booking:b1')));
          });
          return states;
        };
        const states = fold();
        states.slice(1).forEach((after, n) => {
          const before = states[n]!;
          const same = JSON.stringify({ ...before, sequence: 0, changedAt: '' }) === JSON.stringify({ ...after!, sequence: 0, changedAt: '' });
          expect(same ? after!.sequence >= before.sequence : after!.sequence > before.sequence).toBe(true);
        });
        expect(fold()).toEqual(states);

        const told = events.map((event, revision) => changeOf(recordedAs(event, revision))).filter((change) => change?.data.bookingId === 'b1');
        let invitation: Invitation = null;
        const sequences: number[] = [];
        for (const change of told) {
          const answer = invitations.decide((change!.do === 'invite' ? { ...change!, wanted: true } : change!) as InvitationCommand, invitation) as readonly InvitationEvent[];
          sequences.push(...answer.map((event) => event.data.sequence));
          invitation = answer.reduce(invitations.evolve, invitation);
        }
        expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
        // In the end both say the same, and what the calendar says.
        const last = states.at(-1)!;
        const slot = events.reduce(calendar.evolve, calendar.initialState).slots.find((one) => one.kind === 'booking' && one.id === 'b1');
        expect(last.standing).toBe(slot?.kind !== 'booking' ? 'cancelled' : slot.confirmed ? 'confirmed' : 'tentative');
        expect([invitation!.from, invitation!.until, invitation!.sequence, invitation!.withdrawn ? 'cancelled' : invitation!.confirmed ? 'confirmed' : 'tentative']).toEqual([last.from, last.until, last.sequence, last.standing]);
      }),
      { numRuns: 300 },
    );
  });
});
