/** A half-open span of time, [from, until), as instants in UTC with milliseconds. */
export type TimeSpan = { readonly from: string; readonly until: string };

/** Whether people are busy elsewhere, by the calendars of their own that they named. Whoever has none is asked nothing. The feeds context provides it. */
export interface OwnCalendars {
  /**
   * For each span, whether the person is busy then; null when no calendar of theirs was read. A hint for that person alone: it
   * refuses nothing, and nobody else is told.
   */
  conflicts(personId: string, spans: readonly TimeSpan[]): Promise<readonly boolean[] | null>;
}
export const OWN_CALENDARS = Symbol('OwnCalendars');
