import { derivedId } from '@hewu/kernel/src/ids.js';
import type { Bilingual } from '@hewu/instruments/src/events.js';
import type { Entry } from './entry.js';
import type { FeedLanguage } from './events.js';
import type { PlaceDocument } from './places.projection.js';
import type { SlotDocument } from './slots.projection.js';

/*
 * What is written of a slot, by who reads it. Pure.
 */

/** The UID of a booking wherever it is told to those who may read it: in feeds and invitations alike. */
export const bookingUid = (bookingId: string): string => `${derivedId('calendar booking', bookingId)}@hewu`;

type Shown = Pick<PlaceDocument, 'name' | 'place'>;
/** How it is told: in which language, and where what it links to is reached. */
export type Page = { readonly language: FeedLanguage; readonly publicUrl: string };

const idOf = ({ _id }: SlotDocument): string => _id.slice(_id.indexOf(':') + 1);
const STATUS = { tentative: 'TENTATIVE', confirmed: 'CONFIRMED', cancelled: 'CANCELLED' } as const;

const common = (slot: SlotDocument, zone: string): Pick<Entry, 'sequence' | 'createdAt' | 'changedAt' | 'from' | 'until' | 'zone' | 'status'> => {
  const { sequence, createdAt, changedAt, from, until, standing } = slot;
  return { sequence, createdAt, changedAt, from, until, zone, status: STATUS[standing] };
};

const WORDS: Readonly<Record<'booked' | 'kept' | 'outage' | 'asked' | 'offer' | 'missed', Bilingual>> = {
  booked: { zh: '仪器预约', en: 'Booked' },
  kept: { zh: '原时段保留（改约待确认）', en: 'Kept until a move is confirmed' },
  asked: { zh: '仪器预约（待确认）', en: 'Booked, to be confirmed' },
  missed: { zh: '仪器预约（已失效）', en: 'Booking that ended' },
  outage: { zh: '仪器停用', en: 'Out of service' },
  offer: { zh: '候补名额（待答复）', en: 'Offered, to be answered' },
};

const colon = (language: FeedLanguage): string => (language === 'zh' ? '：' : ': ');
const titled = (word: keyof typeof WORDS, name: string, language: FeedLanguage): string => `${WORDS[word][language]}${colon(language)}${name}`;
const wordOf = ({ kind, standing }: SlotDocument): keyof typeof WORDS => (kind === 'outage' || kind === 'kept' || kind === 'offer' ? kind : standing === 'cancelled' ? 'missed' : standing === 'tentative' ? 'asked' : 'booked');

/** For the person whose it is. */
export const ownEntry = (slot: SlotDocument, { name, place }: Shown, zone: string, { language, publicUrl }: Page): Entry => {
  const url = slot.kind === 'booking' ? `${publicUrl}/api/v1/bookings/${idOf(slot)}` : slot.kind === 'offer' ? `${publicUrl}/api/v1/waiting-list` : null;
  const answerBy = slot.expiresAt === null ? null : language === 'zh' ? `请于 ${slot.expiresAt} 前答复` : `To be answered by ${slot.expiresAt}`;
  const description = [answerBy, url].filter((line) => line !== null).join('\n');
  return {
    ...common(slot, zone), uid: slot.kind === 'booking' ? bookingUid(idOf(slot)) : `${derivedId('calendar', slot._id)}@hewu`,
    summary: titled(wordOf(slot), name[language], language), description: description === '' ? null : description, location: place[language], url, transparent: slot.kind === 'outage',
  };
};

/** For the owner's staff: which organisation is there; no person is named. */
export const staffEntry = (slot: SlotDocument, { name, place }: Shown, zone: string, { language, publicUrl }: Page, organisation: string | null): Entry => ({
  ...ownEntry(slot, { name, place }, zone, { language, publicUrl }),
  summary: slot.kind === 'outage' ? titled('outage', name[language], language) : `${titled(wordOf(slot), organisation ?? '…', language)}`,
  url: slot.kind === 'booking' ? `${publicUrl}/api/v1/bookings/${idOf(slot)}` : null,
});

/** For everybody: that it is taken. Under ids of its own, so that nobody learns that of a booking. */
export const publicEntry = (slot: SlotDocument, zone: string): Entry => ({
  ...common(slot, zone), status: 'CONFIRMED', uid: `${derivedId('calendar busy', slot._id)}@hewu`,
  summary: slot.kind === 'outage' ? '停用 Out of service' : '已占用 Taken', description: null, location: null, url: null, transparent: false,
});
