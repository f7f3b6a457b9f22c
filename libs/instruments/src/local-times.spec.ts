import fc from 'fast-check';
import { localTime, localTimes } from './local-times.js';

test('the clocks of the instrument and of the viewer, through changes of both', () => {
  expect(localTimes({ from: '2026-03-03T01:00:00.000Z', until: '2026-03-03T03:00:00.000Z' }, 'Asia/Shanghai', undefined)).toEqual({
    zone: 'Asia/Shanghai', localFrom: '2026-03-03T09:00:00+08:00', localUntil: '2026-03-03T11:00:00+08:00', viewerFrom: null, viewerUntil: null,
  });
  // Berlin puts its clocks forward at 01:00 UTC on 29 March, and back at 01:00 UTC on 25 October: 02:30 is shown twice.
  expect(localTimes({ from: '2026-03-29T00:30:00.000Z', until: '2026-03-29T01:30:00.000Z' }, 'Europe/Berlin', 'America/St_Johns')).toEqual({
    zone: 'Europe/Berlin', localFrom: '2026-03-29T01:30:00+01:00', localUntil: '2026-03-29T03:30:00+02:00', viewerFrom: '2026-03-28T22:00:00-02:30', viewerUntil: '2026-03-28T23:00:00-02:30',
  });
  expect(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'].map((instant) => localTime('Europe/Berlin', instant))).toEqual(['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00']);
});

test('what is told by the clocks is the same instant', () => {
  const asInstant = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }).map((date) => `${date.toISOString().slice(0, 19)}.000Z`);
  fc.assert(fc.property(asInstant, fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'), (instant, zone) => {
    expect(new Date(localTime(zone, instant)).toISOString()).toBe(instant);
  }));
});
