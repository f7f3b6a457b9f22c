import fc from 'fast-check';
import { BUILT_IN_YEARS } from '@hewu/calendar/src/built-in-years.js';
import { dayOf, daysFrom, endOf, plusDays } from '@hewu/calendar/src/days.js';
import { isDayOff, workingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { DAY, HOUR, plus } from '@hewu/kernel/src/clock.js';
import { noticeEnd } from './price-notice.commands.js';
import { decideByOf } from './objection-term.js';
import { priceNotices } from './price-notice.decider.js';
import { aboutNotice, decisionDays, limitRule, noticed, objection } from './samples.js';

const calendar = workingCalendar(BUILT_IN_YEARS);
const HOURS = 3 * 365 * 24;
/** Any instant of the three years that are known, and of the days after them. */
const openings = fc.integer({ min: 0, max: HOURS }).map((hours) => plus('2024-01-01T00:30:00.000Z', hours * HOUR));
const lengths = fc.integer({ min: 15, max: 90 });

describe('a price notice, whenever it is opened', () => {
  test('leaves everybody the whole of its days after the first, and ends at the end of a worked day as early as it may', () => {
    fc.assert(
      fc.property(openings, lengths, (now, days) => {
        const opensOn = dayOf(now);
        const { closesOn, closesAt } = noticeEnd(calendar, opensOn, days);
        expect(Date.parse(closesAt) - Date.parse(now)).toBeGreaterThan(days * DAY);
        expect(closesAt).toBe(endOf(closesOn));
        expect(isDayOff(calendar, closesOn)).toBe(false);
        for (let day = plusDays(opensOn, days); day < closesOn; day = plusDays(day, 1)) expect(isDayOff(calendar, day)).toBe(true);
      }),
    );
  });

  test('closes at its end and never before; a provisional end closes nothing', () => {
    fc.assert(
      fc.property(openings, lengths, fc.integer({ min: -30 * 24, max: 30 * 24 }), (now, days, hoursOff) => {
        const opensOn = dayOf(now);
        const end = noticeEnd(calendar, opensOn, days);
        const open = priceNotices.evolve(priceNotices.initialState, { type: 'NoticeOpened', data: { ...noticed.data, opensOn, days, ...end } });
        const decided = priceNotices.decide({ type: 'CloseNotice', now: plus(end.closesAt, hoursOff * HOUR) }, open);
        expect(decided).toHaveLength(hoursOff >= 0 && !end.provisional ? 1 : 0);
      }),
    );
  });
});

describe('an objection, whenever it is raised', () => {
  const open = priceNotices.evolve(priceNotices.initialState, noticed);

  test('leaves so many whole worked days after its own to decide it, and is late at the end of the last', () => {
    fc.assert(
      fc.property(openings, fc.integer({ min: 1, max: 60 }), fc.integer({ min: -40 * 24, max: 40 * 24 }), (now, amount, hoursOff) => {
        const raisedOn = dayOf(now);
        const decideBy = decideByOf(calendar, { raisedOn, rule: { ...decisionDays, amount } });
        const worked = daysFrom(plusDays(raisedOn, 1), decideBy.decideOn).filter((day) => !isDayOff(calendar, day));
        expect(worked).toHaveLength(amount);
        expect(worked.at(-1)).toBe(decideBy.decideOn);
        expect(decideBy.at).toBe(endOf(decideBy.decideOn));
        const raised = priceNotices.evolve(open, { ...objection, data: { ...objection.data, decideBy } });
        const late = priceNotices.decide({ type: 'MarkOverdue', objectionId: 'x-1', now: plus(decideBy.at, hoursOff * HOUR) }, raised);
        expect(late).toHaveLength(hoursOff >= 0 && !decideBy.provisional ? 1 : 0);
      }),
    );
  });

  test('is one of at most so many open ones of its person, whatever was raised and decided before', () => {
    const steps = fc.array(fc.record({ raise: fc.boolean(), person: fc.constantFrom('p-1', 'p-2'), pick: fc.nat() }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), steps, (amount, all) => {
        let state = open;
        const waiting: { id: string; person: string }[] = [];
        all.forEach(({ raise, person, pick }, n) => {
          const open = waiting.filter((one) => one.person === person).length;
          if (raise) {
            const { statement, statementSha256, decideBy } = objection.data;
            const answer = priceNotices.decide({ type: 'RaiseObjection', objectionId: `x-${n}`, statement, statementSha256, raisedBy: person, raisedForOrganisationId: null, decideBy: decideBy!, limitRule: { ...limitRule, amount }, now: '2026-03-10T02:00:00.000Z' }, state);
            expect(Array.isArray(answer)).toBe(open < amount);
            if (!Array.isArray(answer)) return;
            state = answer.reduce(priceNotices.evolve, state);
            waiting.push({ id: `x-${n}`, person });
          } else if (waiting.length > 0) {
            const { id } = waiting.splice(pick % waiting.length, 1)[0]!;
            state = priceNotices.evolve(state, { type: 'ObjectionDecided', data: { ...aboutNotice, objectionId: id, outcome: 'rejected', reasons: '无', reasonsSha256: 'h', decidedBy: 'p-sun' } });
          }
        });
      }),
    );
  });
});
