import { parseArgs } from 'node:util';
import { month } from './month.js';

/* npm run sim -- [--seed N] [--seeds M] [--days D] [--json]: M months from seed N on, one after another; exit code 1 when one is broken. */

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, seeds: { type: 'string', default: '1' }, days: { type: 'string', default: '30' }, json: { type: 'boolean', default: false } } });
const [seed, seeds, days] = [values.seed, values.seeds, values.days].map((text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`"${text}" is no number from 1 on`);
  return number;
}) as [number, number, number];

const began = performance.now();
const totals = { months: 0, broken: 0, events: 0, bookings: 0, answered: 0, unanswered: 0, crashes: 0, slowestMilliseconds: 0 };
for (let n = seed; n < seed + seeds; n++) {
  const one = await month(n, days);
  totals.months++;
  for (const key of ['events', 'bookings', 'answered', 'unanswered', 'crashes'] as const) totals[key] += one[key];
  totals.slowestMilliseconds = Math.max(totals.slowestMilliseconds, Math.round(one.milliseconds));
  if (one.broken.length > 0) {
    totals.broken++;
    process.exitCode = 1;
    console.error([`seed ${n} is broken; again with: npm run sim -- --seed ${n} --days ${days}`, ...one.broken.slice(0, 10), 'what happened last:', ...one.trace].join('\n  '));
  }
  if (!values.json && (seeds === 1 || n % 10 === 0)) console.error(`seed ${n}: ${one.events} events, ${one.bookings} bookings, ${one.answered} answers, ${one.crashes} crashes, ${Math.round(one.milliseconds)} ms`);
}
console.log(values.json ? JSON.stringify({ ...totals, milliseconds: Math.round(performance.now() - began) }) : `${totals.months} months, ${totals.broken} broken: ${totals.bookings} bookings in ${totals.events} events, ${totals.answered} answers, ${totals.unanswered} without one, ${totals.crashes} crashes, ${Math.round((performance.now() - began) / 1000)} s`);
