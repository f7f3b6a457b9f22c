import type { MediaType } from '@hewu/files/src/events.js';
import type { Event } from '@hewu/kernel/src/event.js';
import type { RespondBy } from '@hewu/rules/src/response-time.js';
import type { AboutTransfer, Side } from './transfer-events.js';

/** Who may have a file of a room: both sides; both sides while a confidentiality agreement is in force; the side that added it. */
export const ROOM_FILE_TIERS = ['room', 'after_nda', 'own_side'] as const;
export type RoomFileTier = (typeof ROOM_FILE_TIERS)[number];

/** A side lays a file into the room. Its bytes stand outside the log (`libs/files`). */
export type RoomFileAdded = Event<
  'RoomFileAdded',
  AboutTransfer & {
    readonly fileId: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly mediaType: MediaType;
    readonly tier: RoomFileTier;
    readonly side: Side;
    readonly organisationId: string;
    readonly addedBy: string;
  }
>;

/** The side that added it takes it away again. */
export type RoomFileRemoved = Event<'RoomFileRemoved', AboutTransfer & { readonly fileId: string; readonly side: Side; readonly reason: string; readonly removedBy: string }>;

/** Why a room is closed: what opened it to the buyer holds no more, or the achievement left the market for good or for a while. */
export const ROOM_CLOSED_GROUNDS = ['achievement_restricted', 'nda_not_in_force', 'interest_not_accepted'] as const;
export type RoomClosedGround = (typeof ROOM_CLOSED_GROUNDS)[number];

/** From now on nothing in the room is shown and nothing said there, but that a side leaves. */
export type RoomClosed = Event<'RoomClosed', AboutTransfer & { readonly ground: RoomClosedGround }>;
/** That ground holds no more. Whoever had to answer has their time anew, once the room is open again; so has the winner of a sale to sign (`turn` null). */
export type RoomReopened = Event<'RoomReopened', AboutTransfer & { readonly ground: RoomClosedGround; /** Of what waits for an answer; both null while another ground stands, or nobody has to answer or to sign. */ readonly turn: number | null; readonly respondBy: RespondBy | null }>;

/** What a side has to do while the sides talk. */
export const AWAITED_STEPS = ['offer', 'accept_offer'] as const;
export type AwaitedStep = (typeof AWAITED_STEPS)[number];

type Awaited = AboutTransfer & { /** 0 for the first offer, then the version that waits for an answer. */ readonly turn: number; readonly step: AwaitedStep; readonly side: Side; readonly organisationId: string; readonly respondBy: RespondBy };
/** The time to answer is nearly over. */
export type ResponseReminded = Event<'ResponseReminded', Awaited>;
/** The time to answer is over, and nobody did: those who answer for that side are told. Nothing is decided by it. */
export type ResponseEscalated = Event<'ResponseEscalated', Awaited>;
