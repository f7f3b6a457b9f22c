import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { TellInvitationQuery, type InvitationTold } from '@hewu/platform/src/invitation-letters.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { ownEntry } from './entries.js';
import { invitationPart } from './entry.js';
import { Feeds } from './feeds.js';
import { invitations } from './invitation.decider.js';
import { localText } from './vtimezone.js';

/** What a letter with an invitation says. Only the latest state is told: a calendar that got an older one afterwards would not take it. */
@QueryHandler(TellInvitationQuery)
export class TellInvitation implements IQueryHandler<TellInvitationQuery> {
  constructor(
    private readonly kernel: Kernel,
    private readonly feeds: Feeds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ invitation: { personId, bookingId, sequence, organizer, attendee, language, publicUrl } }: TellInvitationQuery): Promise<InvitationTold> {
    const invitation = await this.kernel.load(invitations, bookingId);
    if (!invitation || invitation.personId !== personId || invitation.sequence !== sequence || invitation.until <= this.clock.now()) return 'done';
    const { calendarId, instrumentId, from, until, confirmed, withdrawn, at } = invitation;
    const place = await this.feeds.place(instrumentId);
    if (!place) throw new Error(`the instrument ${instrumentId} is not known yet`);
    const zone = await this.feeds.zone(calendarId);
    const slot = { _id: `booking:${bookingId}`, kind: 'booking', calendarId, instrumentId, organisationId: null, personId, from, until, standing: withdrawn ? 'cancelled' : confirmed ? 'confirmed' : 'tentative', sequence, createdAt: at, changedAt: at, expiresAt: null } as const;
    const entry = ownEntry(slot, place, zone, { language, publicUrl });
    const time = `${shown(localText(zone, from))}–${shown(localText(zone, until)).slice(11)} ${zone}`;
    return {
      sentence: withdrawn
        ? { zh: `预约已取消：${place.name.zh}，${time}`, en: `Cancelled: ${place.name.en}, ${time}` }
        : { zh: `${confirmed ? '仪器预约' : '仪器预约（待确认）'}：${place.name.zh}，${time}`, en: `${confirmed ? 'Booked' : 'Booked, to be confirmed'}: ${place.name.en}, ${time}` },
      calendar: invitationPart(withdrawn ? 'CANCEL' : 'REQUEST', entry, { organizer, attendee }),
    };
  }
}

/** `20260303T090000` → `2026-03-03 09:00`. */
const shown = (local: string): string => `${local.slice(0, 4)}-${local.slice(4, 6)}-${local.slice(6, 8)} ${local.slice(9, 11)}:${local.slice(11, 13)}`;
