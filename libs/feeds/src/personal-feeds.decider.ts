import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { personalFeedsEvents, type FeedLanguage, type FeedSubject, type PersonalFeedsEvent } from './events.js';

export type PersonalFeedsCommand =
  /** `mayShow`: the person is staff of the instrument's owner; of their own bookings it is always so. */
  | { readonly do: 'make_link'; readonly personId: string; readonly linkId: string; readonly tokenSha256: string; readonly subject: FeedSubject; readonly mayShow: boolean; readonly language: FeedLanguage }
  | { readonly do: 'revoke_link'; readonly personId: string; readonly linkId: string }
  | { readonly do: 'choose_invitations'; readonly personId: string; readonly wanted: boolean }
  /** `fault`: what is wrong with the form of the address, or null. */
  | { readonly do: 'add_own_calendar'; readonly personId: string; readonly ownCalendarId: string; readonly address: string; readonly fault: string | null }
  | { readonly do: 'remove_own_calendar'; readonly personId: string; readonly ownCalendarId: string };

/** In order of precedence. */
export type PersonalFeedsRefusal = 'not_found' | 'feed_links_used_up' | 'own_calendar_address_refused' | 'own_calendars_used_up';

/** A telephone, a computer and a colleague; more links to the same thing were forgotten and should be revoked. */
export const LINKS_OF_A_SUBJECT = 5;
/** A manager looks after a few dozen instruments at most. */
export const LINKS_AT_MOST = 50;
/** One of work, one of one's own, one that is shared. */
export const OWN_CALENDARS_AT_MOST = 3;

/** Nothing personal: of a calendar of their own only that there is one. */
export type PersonalFeeds = {
  readonly links: Readonly<Record<string, { readonly tokenSha256: string; readonly about: string }>>;
  /** Off until somebody says that they want it: mail that nobody asked for is a nuisance. */
  readonly invitations: boolean;
  readonly ownCalendars: readonly string[];
};

const aboutOf = (subject: FeedSubject): string => (subject.kind === 'own' ? 'own' : subject.instrumentId);
const without = <T>(all: Readonly<Record<string, T>>, gone: string): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(all).filter(([key]) => key !== gone));

const evolve = (state: PersonalFeeds, { type, data }: PersonalFeedsEvent): PersonalFeeds => {
  switch (type) {
    case 'FeedLinkMade':
      return { ...state, links: { ...state.links, [data.linkId]: { tokenSha256: data.tokenSha256, about: aboutOf(data.subject) } } };
    case 'FeedLinkRevoked':
      return { ...state, links: without(state.links, data.linkId) };
    case 'InvitationsChosen':
      return { ...state, invitations: data.wanted };
    case 'OwnCalendarAdded':
      return { ...state, ownCalendars: [...state.ownCalendars, data.ownCalendarId] };
    case 'OwnCalendarRemoved':
      return { ...state, ownCalendars: state.ownCalendars.filter((id) => id !== data.ownCalendarId) };
  }
};

const decide = (command: PersonalFeedsCommand, { links, invitations, ownCalendars }: PersonalFeeds): readonly PersonalFeedsEvent[] | Refusal<PersonalFeedsRefusal> => {
  const { personId } = command;
  switch (command.do) {
    case 'make_link': {
      const { linkId, tokenSha256, subject, mayShow, language } = command;
      if (!mayShow) return refuse('not_found');
      if (Object.hasOwn(links, linkId)) return [];
      const all = Object.values(links);
      if (all.filter(({ about }) => about === aboutOf(subject)).length >= LINKS_OF_A_SUBJECT) return refuse('feed_links_used_up', { atMost: LINKS_OF_A_SUBJECT });
      if (all.length >= LINKS_AT_MOST) return refuse('feed_links_used_up', { atMost: LINKS_AT_MOST });
      return [{ type: 'FeedLinkMade', data: { personId, linkId, tokenSha256, subject, language } }];
    }
    case 'revoke_link': {
      const { linkId } = command;
      return Object.hasOwn(links, linkId) ? [{ type: 'FeedLinkRevoked', data: { personId, linkId, tokenSha256: links[linkId]!.tokenSha256 } }] : refuse('not_found');
    }
    case 'choose_invitations':
      return command.wanted === invitations ? [] : [{ type: 'InvitationsChosen', data: { personId, wanted: command.wanted } }];
    case 'add_own_calendar': {
      const { ownCalendarId, address, fault } = command;
      if (fault !== null) return refuse('own_calendar_address_refused', { why: fault });
      if (ownCalendars.includes(ownCalendarId)) return [];
      if (ownCalendars.length >= OWN_CALENDARS_AT_MOST) return refuse('own_calendars_used_up', { atMost: OWN_CALENDARS_AT_MOST });
      return [{ type: 'OwnCalendarAdded', data: { personId, ownCalendarId, address } }];
    }
    case 'remove_own_calendar': {
      const { ownCalendarId } = command;
      return ownCalendars.includes(ownCalendarId) ? [{ type: 'OwnCalendarRemoved', data: { personId, ownCalendarId } }] : refuse('not_found');
    }
  }
};

/** A person's links, invitations and calendars elsewhere. Stream `feeds-<personId>`. */
export const personalFeeds: Decider<PersonalFeeds, PersonalFeedsCommand, PersonalFeedsEvent, PersonalFeedsRefusal> = {
  events: personalFeedsEvents, stateVersion: 1, initialState: { links: {}, invitations: false, ownCalendars: [] }, evolve, decide,
};
