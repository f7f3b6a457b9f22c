import { Injectable } from '@nestjs/common';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { calendar } from './calendar.decider.js';
import { localTimes, type LocalTimesAnswer } from './local-times.js';

type OnCalendar = { readonly calendarId: string; readonly from: string; readonly until: string };

/** Tells what stands on calendars by the clocks of each: a calendar's zone never changes, and its state is kept. */
@Injectable()
export class Zones {
  constructor(private readonly kernel: Kernel) {}

  /** In the order given; each calendar is looked at once. */
  async local<S extends OnCalendar>(slots: readonly S[], viewerZone: string | undefined): Promise<readonly (S & LocalTimesAnswer)[]> {
    const calendarIds = [...new Set(slots.map(({ calendarId }) => calendarId))];
    const zones = new Map(await Promise.all(calendarIds.map(async (id) => [id, await this.zoneOf(id)] as const)));
    return slots.map((slot) => ({ ...slot, ...localTimes(slot, zones.get(slot.calendarId)!, viewerZone) }));
  }

  /** Whatever stands on a calendar was put there after it was opened. */
  private async zoneOf(calendarId: string): Promise<string> {
    return (await this.kernel.load(calendar, calendarId)).opened?.rules.zone ?? 'Asia/Shanghai';
  }
}
