import { calendar } from './calendar.decider.js';
import type { BookingCancelled } from './calendar-events.js';
import { booked, given, mine, monday, opened, requested, started, waits } from './calendar-fixtures.js';

const undo = (now: string, bookingId = 'b1') => ({ do: 'undo_part' as const, bookingId, actId: 'x', now: monday(now), holidays: [] });
const undone = (now: string, noticeMinutes: number): BookingCancelled => ({
  type: 'BookingCancelled',
  data: { bookingId: 'b1', reason: '合并预约 x 中有一台仪器未获同意 · Another instrument of the act x was declined', by: 'act', cancelledBy: 'system:acts', noticeMinutes, late: false, cancelledAt: monday(now) },
});
/** A day's notice is asked for: whoever gives back on the day is late. */
const strict = { ...opened().data.rules, notice: { ...opened().data.rules.notice, cancelMinutes: 1_440 } };
const calendarOpened = { ...opened(), data: { ...opened().data, rules: strict } };

test('a part whose act is broken is given back with the act as its reason, and never counts as late', () => {
  given(calendarOpened, booked()).when({ do: 'cancel', ...mine('08:00'), reason: '' }).then({ type: 'BookingCancelled', data: { bookingId: 'b1', reason: '', by: 'user', cancelledBy: 'li', noticeMinutes: 60, late: true, cancelledAt: monday('08:00') } });
  const again = given(calendarOpened, booked()).when(undo('08:00'));
  again.then(undone('08:00', 60));
  again.thenRepeatingIsHarmless();
  given(calendarOpened, requested()).when(undo('08:00')).then(undone('08:00', 60));
});

test('also after its beginning, as long as nobody has come: a request that is not answered lapses as it begins', () => {
  given(calendarOpened, booked()).when(undo('09:00')).then(undone('09:00', 0));
});

test('a use that has begun goes on; what is not there, or was given up, stays as it is', () => {
  given(opened(), booked(), started()).when(undo('09:00')).thenNothing();
  given(opened(), booked(), undone('08:00', 60)).when(undo('08:30')).thenNothing();
  given(opened()).when(undo('08:00')).thenNothing();
});

test('whoever waits for the time is offered it', () => {
  const state = [opened(), booked(), waits('09:00', '11:00')].reduce(calendar.evolve, calendar.initialState);
  expect(calendar.decide(undo('08:00'), state)).toMatchObject([{ type: 'BookingCancelled' }, { type: 'SlotOffered', data: { entryId: 'w1' } }]);
});
