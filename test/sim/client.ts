import { BookTogetherCommand } from '../../libs/instruments/src/act.commands.js';
import { BookSlotCommand, HoldSlotCommand } from '../../libs/instruments/src/booking.commands.js';
import { OnCalendarCommand, type OnCalendar } from '../../libs/instruments/src/on-calendar.commands.js';
import { BookSeriesCommand } from '../../libs/instruments/src/series.commands.js';
import type { Booker } from '../../libs/instruments/src/booking-facts.js';
import { calendar } from '../../libs/instruments/src/calendar.decider.js';
import type { Calendar } from '../../libs/instruments/src/calendar-state.decider.js';
import type { SeriesPattern } from '../../libs/instruments/src/calendar-events.js';
import { ConfirmUsageCommand } from '../../libs/instruments/src/usage.commands.js';
import type { Chance } from '../../libs/kernel/src/chance.js';
import { isRefusal } from '../../libs/kernel/src/decider.js';
import { RevisionConflict, StoreUnavailable } from '../../libs/kernel/src/event-store.js';
import type { CommandContext, Done } from '../../libs/kernel/src/handle.js';
import { derivedId, fingerprintOf } from '../../libs/kernel/src/ids.js';
import { pick } from './laboratory.js';
import type { Node } from './node.js';
import { Crashed } from './turns.js';

/** Something a user was told is done. */
export type Acknowledged = { readonly what: 'booked' | 'moved' | 'series' | 'act'; readonly id: string; readonly calendarId: string; readonly from: string; readonly until: string; readonly revision: number };
export type Answer = Done | { readonly refused: string } | null;

const TRIES = 4;

/** Everybody's browser: sends a command to some process, and again with the same id when no answer came. */
export class Client {
  readonly acknowledged: Acknowledged[] = [];
  readonly refusals = new Map<string, number>();
  answered = 0;
  unanswered = 0;
  private sent = 0;

  constructor(
    private readonly seed: number,
    private readonly chance: Chance,
    private readonly nodes: readonly Node[],
    private readonly tell: (line: string) => void,
  ) {}

  newId(): string {
    return derivedId('sim', String(this.seed), String(this.sent++));
  }

  async book(data: Omit<BookSlotCommand['data'], 'bookedBy'>, booker: Booker): Promise<Answer> {
    const answer = await this.send(`book ${data.from} ${data.until}`, booker, data, (context) => new BookSlotCommand({ ...data, bookedBy: booker.personId }, booker, context));
    return this.kept('booked', data.bookingId, data.instrumentId, data, answer);
  }

  hold(data: HoldSlotCommand['data'], booker: Booker): Promise<Answer> {
    return this.send(`hold ${data.from} ${data.until}`, booker, data, (context) => new HoldSlotCommand(data, booker, context));
  }

  async series(seriesId: string, instrumentId: string, pattern: SeriesPattern, skipConflicts: boolean, booker: Booker): Promise<Answer> {
    const data = { instrumentId, organisationId: booker.organisationId, personId: booker.personId, bookedBy: booker.personId, mode: null };
    const answer = await this.send(`series ${pattern.repeats}`, booker, { seriesId, ...data, pattern, skipConflicts }, (context) => new BookSeriesCommand({ seriesId, pattern, skipConflicts }, data, booker, context));
    return this.kept('series', seriesId, instrumentId, { from: '', until: '' }, answer);
  }

  async act(actId: string, parts: BookTogetherCommand['parts'], booker: Booker): Promise<Answer> {
    const answer = await this.send(`act of ${parts.length}`, booker, { actId, parts }, (context) => new BookTogetherCommand(actId, parts, booker, context));
    return this.kept('act', actId, '', { from: '', until: '' }, answer);
  }

  async ask(calendarId: string, asked: OnCalendar, by: Booker): Promise<Answer> {
    const answer = await this.send(asked.do, by, { calendarId, ...asked }, (context) => new OnCalendarCommand(calendarId, asked, context));
    return asked.do === 'move' ? this.kept('moved', asked.bookingId, calendarId, asked, answer) : answer;
  }

  confirmUsage(data: ConfirmUsageCommand['data'], recordedBy: string, by: Booker): Promise<Answer> {
    return this.send('confirm usage', by, data, (context) => new ConfirmUsageCommand(data, recordedBy, context));
  }

  /** What a page shows of a calendar; null when it does not load. */
  async look(calendarId: string): Promise<Calendar | null> {
    const node = pick(this.chance, this.nodes);
    return node.isUp ? node.load(calendar, calendarId).catch(() => null) : null;
  }

  private kept(what: Acknowledged['what'], id: string, calendarId: string, { from, until }: { readonly from: string; readonly until: string }, answer: Answer): Answer {
    if (answer && 'revision' in answer) this.acknowledged.push({ what, id, calendarId, from, until, revision: answer.revision });
    return answer;
  }

  private async send(what: string, by: Booker, asked: object, command: (context: CommandContext) => object): Promise<Answer> {
    const commandId = this.newId();
    const context: CommandContext = { commandId, fingerprint: fingerprintOf(asked), correlationId: commandId, causationId: commandId, actor: by.personId, onBehalfOf: by.organisationId, region: null, legalBasis: null };
    const who = `${by.personId.slice(0, 4)} ${what}`;
    for (let tries = 0; tries < TRIES; tries++) {
      const node = pick(this.chance, this.nodes);
      try {
        const answer = (await node.execute(command(context))) as Exclude<Answer, null>;
        const refused = isRefusal(answer) ? answer.refused : null;
        this.tell(`${who}: ${refused ?? `done@${(answer as Done).revision}`} by ${node.name}${tries > 0 ? `, try ${tries + 1}` : ''}`);
        this.answered++;
        if (refused) this.refusals.set(refused, (this.refusals.get(refused) ?? 0) + 1);
        // A double click, or a proxy that repeats: what was booked stays booked. (What changed nothing is not remembered, and decided again.)
        if (!refused && this.chance() < 0.03) {
          const again = (await pick(this.chance, this.nodes).execute(command(context))) as Exclude<Answer, null>;
          if (isRefusal(again) && what.startsWith('book ')) throw new Error(`${who} was done and, asked again at once, refused: ${again.refused}`);
        }
        return answer;
      } catch (error) {
        if (!(error instanceof Crashed || error instanceof StoreUnavailable || error instanceof RevisionConflict)) throw error;
        this.tell(`${who}: no answer from ${node.name}`);
        if (this.chance() < 0.2) break;
      }
    }
    this.unanswered++;
    return null;
  }
}
