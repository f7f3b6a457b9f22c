import { DAY, HOUR, MINUTE } from '@hewu/kernel/src/clock.js';
import type { ManualClock } from '@hewu/kernel/src/clock.js';

/** Something that is done at a moment of the demonstration. */
export type Entry = { readonly at: string; readonly act: () => Promise<unknown> };

/** Does everything in order of time; what is asked for the same moment, or for one that is over, in the order given. */
export const playAgenda = async (clock: ManualClock, entries: readonly Entry[]): Promise<void> => {
  for (const { at, act } of [...entries].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    if (at > clock.now()) clock.moveTo(at);
    await act();
  }
};

/** Monday to Friday around today by the clock of both regions: 0 is today, or the next of them. */
export class Workdays {
  private readonly midnight: number;

  constructor(today: string) {
    const local = new Date(Date.parse(today) + 8 * HOUR).toISOString().slice(0, 10);
    this.midnight = Date.parse(`${local}T00:00:00+08:00`);
  }

  /** The instant of `HH:mm` on the nth working day. */
  at(nth: number, time: string): string {
    const [hours, minutes] = time.split(':').map(Number) as [number, number];
    return new Date(this.day(nth) + hours * HOUR + minutes * MINUTE).toISOString();
  }

  /** `YYYY-MM-DD` of the nth working day. */
  date(nth: number): string {
    return new Date(this.day(nth) + 8 * HOUR).toISOString().slice(0, 10);
  }

  /** ISO day of the week of the nth working day. */
  weekday(nth: number): number {
    return new Date(this.day(nth) + 8 * HOUR).getUTCDay();
  }

  private day(nth: number): number {
    const isWork = (day: number): boolean => ![0, 6].includes(new Date(day + 8 * HOUR).getUTCDay());
    let day = this.midnight;
    while (!isWork(day)) day += DAY;
    for (let left = Math.abs(nth); left > 0; ) {
      day += Math.sign(nth) * DAY;
      if (isWork(day)) left--;
    }
    return day;
  }
}
