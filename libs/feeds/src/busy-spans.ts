/* What is asked of somebody's calendar and what it answers: apart from the reading itself, whose library only whoever reads loads. */

export type BusyAsked = {
  readonly text: string;
  /** Epoch milliseconds between which is asked. */
  readonly from: number;
  readonly until: number;
  /** IANA zone of times that name none. */
  readonly zone: string;
};

/** Half-open spans in epoch milliseconds, in order, apart from one another. */
export type Spans = readonly (readonly [number, number])[];

export const READING_FAULTS = ['not_a_calendar', 'too_many_entries', 'too_complex'] as const;
export type ReadingFault = (typeof READING_FAULTS)[number];

export type BusyTimes = {
  readonly spans: Spans;
  readonly entries: number;
  /** Entries that could not be made out: without a beginning, or repeated too often for anybody's appointment. */
  readonly skipped: number;
};
