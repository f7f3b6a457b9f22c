import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { preferencesEvents, type Frequency, type Language, type PreferencesEvent } from './events.js';

export type PreferencesCommand =
  | { readonly type: 'SetPreferences'; readonly personId: string; readonly language: Language; readonly frequency: Frequency }
  | { readonly type: 'Unsubscribe'; readonly personId: string }
  | { readonly type: 'MakeCalendarLink'; readonly personId: string; readonly linkId: string; readonly tokenSha256: string }
  | { readonly type: 'RevokeCalendarLink'; readonly personId: string; readonly linkId: string };

/** In order of precedence. */
export type PreferencesRefusal = 'not_found' | 'calendar_links_used_up';

/** What somebody gets who never said anything: each letter at once, in Chinese. */
export type PreferencesState = {
  readonly language: Language;
  readonly frequency: Frequency;
  /** Hash of the token of each link that holds, by link. */
  readonly links: Readonly<Record<string, string>>;
};

/** A person has a telephone, a computer and a colleague; more links than that were forgotten and should be revoked. */
export const CALENDAR_LINKS_AT_MOST = 5;

const evolve = (state: PreferencesState, event: PreferencesEvent): PreferencesState => {
  switch (event.type) {
    case 'PreferencesSet':
      return { ...state, language: event.data.language, frequency: event.data.frequency };
    case 'Unsubscribed':
      return { ...state, frequency: 'off' };
    case 'CalendarLinkMade':
      return { ...state, links: { ...state.links, [event.data.linkId]: event.data.tokenSha256 } };
    case 'CalendarLinkRevoked':
      return { ...state, links: Object.fromEntries(Object.entries(state.links).filter(([linkId]) => linkId !== event.data.linkId)) };
  }
};

const decide = (command: PreferencesCommand, state: PreferencesState): readonly PreferencesEvent[] | Refusal<PreferencesRefusal> => {
  const { personId } = command;
  switch (command.type) {
    case 'SetPreferences': {
      const { language, frequency } = command;
      return language === state.language && frequency === state.frequency ? [] : [{ type: 'PreferencesSet', data: { personId, language, frequency } }];
    }
    case 'Unsubscribe':
      return state.frequency === 'off' ? [] : [{ type: 'Unsubscribed', data: { personId } }];
    case 'MakeCalendarLink': {
      const { linkId, tokenSha256 } = command;
      if (Object.hasOwn(state.links, linkId)) return [];
      if (Object.keys(state.links).length >= CALENDAR_LINKS_AT_MOST) return refuse('calendar_links_used_up', { atMost: CALENDAR_LINKS_AT_MOST });
      return [{ type: 'CalendarLinkMade', data: { personId, linkId, tokenSha256 } }];
    }
    case 'RevokeCalendarLink': {
      const tokenSha256 = Object.hasOwn(state.links, command.linkId) ? state.links[command.linkId]! : null;
      return tokenSha256 === null ? refuse('not_found') : [{ type: 'CalendarLinkRevoked', data: { personId, linkId: command.linkId, tokenSha256 } }];
    }
  }
};

/** What one person prefers. Stream `preferences-<personId>`. */
export const preferences: Decider<PreferencesState, PreferencesCommand, PreferencesEvent, PreferencesRefusal> = {
  events: preferencesEvents, stateVersion: 1, initialState: { language: 'zh', frequency: 'at_once', links: {} }, evolve, decide,
};
