import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '@hewu/calendar/src/days.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { DAY, plus, type Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId, newId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Document, ReadStore, Write } from '@hewu/kernel/src/read-store.js';
import { CLOCK, READ_STORE } from '@hewu/platform/src/tokens.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { audienceOf } from './audience.js';
import { bySystem } from './by-system.js';
import { deadlineEnd } from './deadline-end.js';
import { deadlines } from './deadline.decider.js';
import { dutiesProjection, type DutyDocument, type Waiting } from './duties.projection.js';
import { whatOf } from './duty-tables.js';
import { isOfTime, type DeadlineSet, type LetterKind, type LetterQueued } from './events.js';
import { letters } from './letter.decider.js';
import { Staff } from './staff.js';

/** A durable timer of the clerk: when to write to whom about what. Its id is the fact that the letters will tell, unless that is told together with others. */
type Call = Document & { readonly dutyId: string; readonly dutyKey: string; readonly kind: LetterKind; readonly callAt: string; readonly dueAt: string | null; readonly rule: AppliedRule | null };

const CALLS = 'inbox_calls';
/** How far the clerk has looked through what waits. A new version of the duties is looked through from the beginning; facts told before are not told twice. */
const LOOKED = `${CALLS}_of_duties_v${dutiesProjection.version}`;
const AT_ONCE = 50;
/** What began to wait longer ago than this is nobody's news any more: no letter but those of its deadline. */
const NEWS_FOR = 3 * DAY;

/**
 * Sets the house's deadlines and writes when something begins to wait, when its time comes near and when it has passed.
 * Each call is a durable timer on the clock port: the index finds what is due, however much is open. Letters are written
 * before their call is struck off, and a letter's id follows from its fact and person: done twice, it is done once.
 */
@Injectable()
export class Clerk {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly rules: Rules,
    private readonly calendars: WorkingCalendars,
    private readonly staff: Staff,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async prepare(): Promise<void> {
    await this.reads.ensure(CALLS, [{ fields: ['callAt'] }]);
  }

  /** Whether nothing new and nothing due is left. */
  async isIdle(): Promise<boolean> {
    const due = await this.reads.count(CALLS, { callAt: { $lte: this.clock.now() } });
    const fresh = await this.models.count(dutiesProjection, { changedAt: { $gt: (await this.reads.checkpoint(LOOKED)) ?? '' } });
    return due + fresh === 0;
  }

  /** One look at what is new and one at what is due. True when there was more than it took at once. */
  async round(epoch: number): Promise<boolean> {
    const fresh = await this.lookAround(epoch);
    const due = await this.call(epoch);
    return fresh === AT_ONCE || due === AT_ONCE;
  }

  private async lookAround(epoch: number): Promise<number> {
    const looked = (await this.reads.checkpoint(LOOKED)) ?? '';
    const { items } = await this.models.find<DutyDocument>(dutiesProjection, { filter: { changedAt: { $gt: looked } }, sort: { field: 'changedAt', direction: 'asc' }, limit: AT_ONCE });
    const last = items.at(-1);
    if (!last) return 0;
    // Several duties may begin with one event, and a page may end between them: that event is looked at again from its first.
    const whole = items.length < AT_ONCE || items[0]!.changedAt === last.changedAt ? items : items.filter(({ changedAt }) => changedAt !== last.changedAt);
    const writes: Write[] = [];
    for (const duty of whole) {
      for (const call of await this.callsOf(duty)) writes.push({ id: call._id, position: duty.changedAt, document: call });
    }
    const unique = [...new Map(writes.map((write) => [write.id, write])).values()];
    await this.reads.commit([{ collection: CALLS, writes: unique, checkpoint: { name: LOOKED, position: whole.at(-1)!.changedAt } }], epoch);
    return items.length;
  }

  private async callsOf({ _id: dutyId, what, superior, waiting }: DutyDocument): Promise<readonly Call[]> {
    if (!waiting) return [];
    const { key: dutyKey, since, dueAt, dueBy } = waiting;
    const now = this.clock.now();
    const call = (kind: LetterKind, callAt: string, rule: AppliedRule | null): Call =>
      ({ _id: `${dutyKey}:${kind}${isOfTime(kind) && !whatOf(what).remindedOnce ? `:${dueAt}` : ''}`, dutyId, dutyKey, kind, callAt, dueAt, rule });
    // Whatever is written says until when: once the deadline is set, the duty has changed, and is looked at again.
    if (dueAt === null && dueBy && (await this.setDeadline(dutyId, waiting, dueBy))) return [];
    const first = whatOf(what).quiet || plus(since, NEWS_FOR) < now ? [] : [call(whatOf(what).news ? 'news' : 'waiting', since, null)];
    if (dueAt === null) return first;
    const rule = await this.rules.inForce('reminder_days', await this.staff.regionOf(waiting), dayOf(since));
    const remindAt = plus(dueAt, -rule.amount * DAY);
    return [
      ...first,
      // What is due so soon that its first letter is a reminder needs no second one.
      ...(remindAt > since || whatOf(what).quiet ? [call('reminder', remindAt > since ? remindAt : since, rule)] : []),
      ...(superior ? [call('escalation', dueAt, null)] : []),
    ];
  }

  /** False when it had been set before. */
  private async setDeadline(dutyId: string, waiting: Waiting, dueBy: NonNullable<Waiting['dueBy']>): Promise<boolean> {
    const { key: dutyKey, since } = waiting;
    if (await this.kernel.load(deadlines, derivedId('deadline', dutyKey))) return false;
    const rule = await this.rules.inForce(dueBy, await this.staff.regionOf(waiting), dayOf(since));
    const deadlineId = derivedId('deadline', dutyKey);
    const data: DeadlineSet['data'] = { deadlineId, dutyId, dutyKey, since, rule, ...deadlineEnd(await this.calendars.current(), rule, since) };
    const command = { type: 'SetDeadline', data } as const;
    const answer = await this.kernel.handle(deadlines, deadlineId, command, { ...bySystem('clerk', derivedId(deadlineId, 'set'), { dutyKey }), legalBasis: rule.article });
    if (isRefusal(answer)) throw new Error(`the deadline of ${dutyKey} was refused: ${answer.refused}`);
    return true;
  }

  /** Whether a provisional deadline is another by now: the year may have been published while it was being counted. Letters then follow the new one. */
  private async recounted({ key: dutyKey }: Waiting): Promise<boolean> {
    const deadlineId = derivedId('deadline', dutyKey);
    const deadline = await this.kernel.load(deadlines, deadlineId);
    if (!deadline) return false;
    const command = { type: 'RecountDeadline', end: deadlineEnd(await this.calendars.current(), deadline.rule, deadline.since) } as const;
    const answer = await this.kernel.handle(deadlines, deadlineId, command, { ...bySystem('clerk', newId(), { dutyKey }), legalBasis: deadline.rule.article });
    return !isRefusal(answer) && command.end.dueAt !== deadline.dueAt;
  }

  private async call(epoch: number): Promise<number> {
    const now = this.clock.now();
    const { items } = await this.reads.find<Call>(CALLS, { filter: { callAt: { $lte: now } }, sort: { field: 'callAt', direction: 'asc' }, limit: AT_ONCE });
    // Side by side: each letter is a stream of its own, and those written together share a commit.
    await Promise.all(items.map((call) => this.write(call, now)));
    if (items.length === 0) return 0;
    const standing = await this.reads.load(CALLS, items.map(({ _id }) => _id));
    const writes = [...standing].map(([id, { position }]) => ({ id, position: `${position}~`, document: null }));
    await this.reads.commit([{ collection: CALLS, writes, checkpoint: null }], epoch);
    return items.length;
  }

  /** One letter to each who may do it, or, when it is overdue, to each who answers for them. */
  private async write({ _id: call, dutyId, dutyKey, kind, dueAt, rule }: Call, queuedAt: string): Promise<void> {
    const duty = await this.models.get<DutyDocument>(dutiesProjection, dutyId);
    if (!duty?.waiting || duty.waiting.key !== dutyKey || (isOfTime(kind) && duty.waiting.dueAt !== dueAt)) return;
    if (kind === 'reminder' && dueAt! <= queuedAt) return;
    if (isOfTime(kind) && duty.waiting.provisional && (await this.recounted(duty.waiting))) return;
    const { what, superior } = duty;
    const { by, href, together } = duty.waiting;
    const fact = together === null ? call : `${together}:${kind}`;
    for (const personId of await this.staff.holding(by, kind === 'escalation' ? [superior!] : audienceOf(by))) {
      const letterId = derivedId('letter', fact, personId);
      const about = { organisationId: 'organisationId' in by ? by.organisationId : null, region: 'region' in by ? by.region : null };
      const data: LetterQueued['data'] = { letterId, personId, kind, fact, dutyId, dutyKey, what, ...about, href, dueAt: duty.waiting.dueAt, rule, queuedAt };
      const answer = await this.kernel.handle(letters, letterId, { type: 'QueueLetter', data }, bySystem('clerk', derivedId(letterId, 'queue'), { fact, personId }));
      if (isRefusal(answer)) throw new Error(`the letter ${letterId} was refused: ${answer.refused}`);
    }
  }
}
