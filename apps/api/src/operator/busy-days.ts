/** Spans of time by the days they touch, so that what is near a moment is found without looking at all that ever was. */
export class Days<T extends { readonly busyFrom: number; readonly busyUntil: number }> {
  private readonly days = new Map<number, Set<T>>();

  add(span: T): void {
    for (const day of daysOf(span.busyFrom, span.busyUntil)) {
      const there = this.days.get(day);
      if (there) there.add(span);
      else this.days.set(day, new Set([span]));
    }
  }

  /** To be called before the span changes. */
  remove(span: T): void {
    for (const day of daysOf(span.busyFrom, span.busyUntil)) {
      const there = this.days.get(day);
      if (there?.delete(span) && there.size === 0) this.days.delete(day);
    }
  }

  /** All that lie in the days of a span: perhaps more than meet it, never fewer. */
  around(from: number, until: number): readonly T[] {
    const wide = (until - from) / DAY > this.days.size;
    const touched = wide ? [...this.days.keys()].filter((day) => day >= dayOf(from) && day <= dayOf(until)) : daysOf(from, until);
    return [...new Set(touched.flatMap((day) => [...(this.days.get(day) ?? [])]))];
  }

  all(): readonly T[] {
    return [...new Set([...this.days.values()].flatMap((there) => [...there]))];
  }
}

const DAY = 86_400_000;
const dayOf = (instant: number): number => Math.floor(instant / DAY);
const daysOf = (from: number, until: number): readonly number[] => Array.from({ length: Math.max(0, dayOf(until) - dayOf(from)) + 1 }, (_, n) => dayOf(from) + n);
