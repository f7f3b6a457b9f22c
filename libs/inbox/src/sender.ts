import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { DAY, MINUTE, plus, type Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId, newId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Config } from '@hewu/platform/src/config.js';
import { TellInvitationQuery } from '@hewu/platform/src/invitation-letters.js';
import { onFault } from '@hewu/platform/src/log.js';
import { TellMatchQuery, type MatchAlert } from '@hewu/platform/src/match-letters.js';
import { CLOCK, CONFIG } from '@hewu/platform/src/tokens.js';
import { audienceOf } from './audience.js';
import { bySystem } from './by-system.js';
import { nextDigest } from './digest-time.js';
import { dutiesProjection, type DutyDocument } from './duties.projection.js';
import { isOfTime, type DropGround, type Frequency } from './events.js';
import { InboxKey } from './inbox-key.js';
import { letters, type LetterCommand } from './letter.decider.js';
import { letterText, subjectOf, type Told } from './letter-text.js';
import { lettersProjection, type LetterDocument } from './letters.projection.js';
import { People } from './people.js';
import { POST, type Outcome, type Post } from './post.js';
import { preferences } from './preferences.decider.js';
import { Staff } from './staff.js';

/** Letters looked at in one round, and how many of them at once. */
const AT_ONCE = 32;
const SIDE_BY_SIDE = 4;
/** How long after each attempt that failed the next one comes; after the last of them the letter is given up. */
export const PAUSES: readonly number[] = [1, 5, 15, 60, 240, 720].map((minutes) => minutes * MINUTE);
/** An attempt without an outcome was cut off; the mail server would have been given up long before. */
const UNKNOWN_AFTER = 5 * MINUTE;
/** Mail that could not begin for so long, for want of a server, would only confuse. */
const STALE_AFTER = 7 * DAY;
const FAULT_RESTS = MINUTE;
/** What a sender that has to stop still waits for the mail server's answer. */
const LAST_MOMENTS_MS = 2_000;

/**
 * Brings letters to the mail server. An attempt is recorded before the server is spoken to, and its outcome after; a sender
 * that is cut off in between leaves an attempt whose outcome nobody knows, and the letter goes out again, under the same
 * Message-ID. So a mail may come twice after a crash, and none is lost.
 */
@Injectable()
export class Sender {
  private readonly resting = new Map<string, string>();

  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly people: People,
    private readonly staff: Staff,
    private readonly key: InboxKey,
    private readonly queries: QueryBus,
    @Inject(POST) private readonly post: Post | null,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl' | 'mail'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Everything due, a page at a time. True when there was more. */
  async round(_epoch: number, signal: AbortSignal): Promise<boolean> {
    const { items } = await this.models.find<LetterDocument>(lettersProjection, { filter: { nextAt: { $lte: this.clock.now() } }, sort: { field: 'nextAt', direction: 'asc' }, limit: AT_ONCE });
    const queue = items.filter((letter, at) => !this.rests(letter) && !isSecondHeld(letter, items.slice(0, at)));
    const positions: string[] = [];
    const work = async (): Promise<void> => {
      for (let letter = queue.shift(); letter && !signal.aborted; letter = queue.shift()) positions.push(...(await this.tryTo(letter, signal)));
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    // What was recorded must be seen before the next look, or a letter would be looked at as it was.
    const last = positions.sort().at(-1);
    if (last) await this.models.upTo(lettersProjection, last);
    return positions.length > 0;
  }

  /** A letter at which something breaks rests a while and keeps none of the others waiting. */
  private async tryTo(letter: LetterDocument, signal: AbortSignal): Promise<readonly string[]> {
    try {
      return await this.attend(letter, signal);
    } catch (fault) {
      onFault(fault, `letter ${letter._id}`);
      this.resting.set(letter._id, plus(this.clock.now(), FAULT_RESTS));
      return [];
    }
  }

  private rests({ _id }: LetterDocument): boolean {
    const until = this.resting.get(_id);
    if (until !== undefined && until <= this.clock.now()) this.resting.delete(_id);
    return this.resting.has(_id);
  }

  /** Does the next thing with one letter; answers where that was recorded. */
  private async attend(letter: LetterDocument, signal: AbortSignal): Promise<readonly string[]> {
    const { personId, kind, status } = letter;
    const { frequency } = await this.kernel.load(preferences, personId);
    const addressee = await this.people.find(personId);
    const ground = addressee.erased ? 'erased' : addressee.mail === null ? 'no_address' : frequency === 'off' ? 'unsubscribed' : await this.groundOf(letter);
    if (ground) return this.record(letter, { type: 'DropLetter', ground });
    // An invitation in a digest would reach no calendar.
    const pace = letter.invitation ? 'at_once' : seldomer(frequency, letter.match?.alert ?? 'at_once');
    if (kind !== 'digest' && status === 'queued' && pace !== 'at_once') {
      return this.record(letter, { type: 'HoldLetter', frequency: pace, until: nextDigest(this.clock.now(), pace) });
    }
    if (status === 'held') return this.digest(letter);
    return this.attempt(letter, addressee.name, addressee.mail!, signal);
  }

  /** Why a letter need not go out any more, as far as it is for the letter itself to say. */
  private async groundOf(letter: LetterDocument): Promise<DropGround | null> {
    if (letter.status === 'queued' && plus(letter.queuedAt, STALE_AFTER) < this.clock.now()) return 'stale';
    return letter.kind === 'digest' ? null : this.toldBy(letter).then((told) => (typeof told === 'string' ? told : null));
  }

  /** What the letter says now; or the ground on which it says nothing any more. */
  private async toldBy({ personId, kind, dutyId, dutyKey, dueAt, what, match, invitation, href: read }: LetterDocument): Promise<Told | 'done' | 'no_longer_theirs'> {
    if (invitation) return this.invitationBy(personId, invitation, { what: what!, href: read! });
    if (match) {
      const told = await this.queries.execute(new TellMatchQuery({ personId, ...match }));
      return typeof told === 'string' ? told : { kind: 'news', what: what!, sentence: told.sentence, href: read!, dueAt: null };
    }
    const duty = await this.models.get<DutyDocument>(dutiesProjection, dutyId!);
    if (kind === 'digest' || !duty?.waiting || duty.waiting.key !== dutyKey || (isOfTime(kind) && duty.waiting.dueAt !== dueAt)) return 'done';
    const { by, sentence, href } = duty.waiting;
    const theirs = await this.staff.holding(by, kind === 'escalation' ? [duty.superior!] : audienceOf(by));
    return theirs.includes(personId) ? { kind, what: what!, sentence, href, dueAt: duty.waiting.dueAt } : 'no_longer_theirs';
  }

  private async invitationBy(personId: string, invitation: NonNullable<LetterDocument['invitation']>, { what, href }: Pick<Told, 'what' | 'href'>): Promise<Told | 'done' | 'no_longer_theirs'> {
    const [{ mail }, { language }] = await Promise.all([this.people.find(personId), this.kernel.load(preferences, personId)]);
    if (mail === null) return 'no_longer_theirs';
    const told = await this.queries.execute(new TellInvitationQuery({ personId, ...invitation, organizer: this.config.mail!.from, attendee: mail, language, publicUrl: this.config.publicUrl! }));
    return typeof told === 'string' ? told : { kind: 'news', what, sentence: told.sentence, href, dueAt: null, calendar: told.calendar };
  }

  /** Everything that was held for the person until now goes into one mail. Its id follows from what it encloses. */
  private async digest({ personId }: LetterDocument): Promise<readonly string[]> {
    const filter = { personId, status: 'held', nextAt: { $lte: this.clock.now() } };
    const { items } = await this.models.find<LetterDocument>(lettersProjection, { filter, sort: { field: 'queuedAt', direction: 'asc' }, limit: 100 });
    const encloses = items.map(({ _id }) => _id);
    if (encloses.length === 0) return [];
    const letterId = derivedId('digest', personId, ...[...encloses].sort());
    const data = { letterId, personId, encloses, queuedAt: this.clock.now() };
    const queued = await this.record({ _id: letterId }, { type: 'QueueDigest', data });
    return [...queued, ...(await this.enclose(letterId, encloses)).positions];
  }

  /** Which of the letters really go out with this digest: one that went out otherwise does not. Done again, it answers the same. */
  private async enclose(digestId: string, encloses: readonly string[]): Promise<{ readonly enclosed: readonly string[]; readonly positions: readonly string[] }> {
    const enclosed: string[] = [];
    const positions: string[] = [];
    for (const letterId of encloses) {
      const answer = await this.kernel.handle(letters, letterId, { type: 'EncloseLetter', digestId }, bySystem('sender', newId(), { digestId }));
      if (isRefusal(answer)) continue;
      enclosed.push(letterId);
      if (answer.position) positions.push(answer.position);
    }
    return { enclosed, positions };
  }

  private async attempt(letter: LetterDocument, name: string | null, to: string, signal: AbortSignal): Promise<readonly string[]> {
    const told = await this.contentOf(letter);
    if (told.length === 0) return this.record(letter, { type: 'DropLetter', ground: 'done' });
    const attempt = letter.attempts + 1;
    const now = this.clock.now();
    if (letter.attempts > PAUSES.length) return this.record(letter, { type: 'RecordFailure', attempt: letter.attempts, ground: 'unknown', nextAt: null });
    const begun = await this.record(letter, { type: 'AttemptLetter', attempt, now, unknownAfter: plus(now, UNKNOWN_AFTER) });
    if (begun.length === 0) return [];
    const { language } = await this.kernel.load(preferences, letter.personId);
    const publicUrl = this.config.publicUrl!;
    const unsubscribeUrl = `${publicUrl}/api/v1/unsubscriptions/${this.key.unsubscribeToken(letter.personId)}`;
    const messageId = `<${letter._id}@${this.config.mail!.from.split('@')[1]!}>`;
    const mail = { messageId, to, subject: subjectOf(told, language), text: letterText(told, { name, language, publicUrl, unsubscribeUrl }), language, unsubscribeUrl, calendar: told[0]?.calendar ?? null, date: now };
    const outcome = await unlessCutOff(this.post!.send(mail), signal);
    if (outcome === null) return begun;
    const after = this.clock.now();
    if (outcome === 'taken') return [...begun, ...(await this.record(letter, { type: 'RecordSent', attempt, now: after }))];
    const pause = outcome === 'refused' ? undefined : PAUSES[attempt - 1];
    return [...begun, ...(await this.record(letter, { type: 'RecordFailure', attempt, ground: outcome, nextAt: pause === undefined ? null : plus(after, pause) }))];
  }

  private async contentOf(letter: LetterDocument): Promise<readonly Told[]> {
    const { enclosed, positions } = letter.kind === 'digest' ? await this.enclose(letter._id, letter.encloses) : { enclosed: [letter._id], positions: [] };
    const last = positions.at(-1);
    if (last) await this.models.upTo(lettersProjection, last);
    const documents = letter.kind === 'digest' ? [...(await this.models.getMany<LetterDocument>(lettersProjection, enclosed)).values()] : [letter];
    const told = await Promise.all(documents.map((one) => this.toldBy(one)));
    return told.filter((one): one is Told => typeof one !== 'string');
  }

  /** Where it was recorded; nothing when somebody else was first, which is as it should be. */
  private async record({ _id }: Pick<LetterDocument, '_id'>, command: LetterCommand): Promise<readonly string[]> {
    const answer = await this.kernel.handle(letters, _id, command, bySystem('sender', newId(), command));
    return isRefusal(answer) || (answer as Done).position === null ? [] : [(answer as Done).position!];
  }
}

/** Null when the sender has to go before the server has answered: nobody then knows the outcome, as after a crash. */
const unlessCutOff = async (sending: Promise<Outcome>, signal: AbortSignal): Promise<Outcome | null> => {
  let timer: NodeJS.Timeout | undefined;
  let wait: () => void = () => undefined;
  const cutOff = new Promise<null>((resolve) => {
    wait = () => void (timer = setTimeout(() => resolve(null), LAST_MOMENTS_MS));
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
  return Promise.race([sending, cutOff]).finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', wait);
  });
};

/** A person who wants digests gets no letter at once, and of a search whose alerts are digests neither. */
const seldomer = (frequency: Frequency, alert: MatchAlert): MatchAlert => (frequency === 'weekly' || alert === 'weekly' ? 'weekly' : frequency === 'daily' || alert === 'daily' ? 'daily' : 'at_once');

/** All that is held for a person goes into one digest, so one of them is enough to begin it. */
const isSecondHeld = ({ personId, status }: LetterDocument, before: readonly LetterDocument[]): boolean =>
  status === 'held' && before.some((other) => other.status === 'held' && other.personId === personId);
