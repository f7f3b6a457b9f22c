import Negotiator from 'negotiator';

/** The languages of every sentence for people; the first is spoken to whoever asks for neither. */
const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language that an `Accept-Language` (RFC 9110 §12.5.4) likes best of ours, by its weights: `en;q=0, zh` is Chinese. */
export const languageOf = (accepted: string | undefined): Language =>
  (accepted === undefined ? undefined : (new Negotiator({ headers: { 'accept-language': accepted } }).language([...LANGUAGES]) as Language | undefined)) ?? LANGUAGES[0];
