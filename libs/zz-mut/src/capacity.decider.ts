/* How many use an instrument at once. A part of the calendar decider, and as pure. Instants are epoch milliseconds. */

/** Time that is taken, buffers included; half-open. */
export type Busy = { readonly busyFrom: number; readonly busyUntil: number };

type Edge = { readonly at: number; readonly step: 1 | -1 };

/** Beginnings and ends in order of time; where one ends as another begins, the end comes first. */
const edgesOf = (spans: readonly Busy[]): readonly Edge[] =>
  spans.flatMap(({ busyFrom, busyUntil }): readonly Edge[] => [{ at: busyFrom, step: 1 }, { at: busyUntil, step: -1 }]).sort((a, b) => a.at - b.at || a.step - b.step);

/** The most that there are at one moment: not how many a span touches, since those may follow each other. */
export const peakOf = (spans: readonly Busy[]): number => {
  let [now, peak] = [0, 0];
  for (const { step } of edgesOf(spans)) peak = Math.max(peak, (now += step));
  return peak;
};

/** The spans in which at least `capacity` are there: sorted, disjoint, none touching another. */
export const saturated = (spans: readonly Busy[], capacity: number): readonly Busy[] => {
  const full: Busy[] = [];
  let [now, since] = [0, 0];
  for (const { at, step } of edgesOf(spans)) {
    if (step === 1 && ++now === capacity) since = at;
    else if (step === -1 && now-- === capacity && at > since) {
      const last = full.at(-1);
      if (last && last.busyUntil === since) full[full.length - 1] = { busyFrom: last.busyFrom, busyUntil: at };
      else full.push({ busyFrom: since, busyUntil: at });
    }
  }
  return full;
};

/** Sorted disjoint spans of two lists in one; what overlaps or touches is joined. */
export const joined = (a: readonly Busy[], b: readonly Busy[]): readonly Busy[] => (b.length === 0 ? a : a.length === 0 ? b : saturated([...a, ...b], 1));
