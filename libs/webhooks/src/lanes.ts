/** How many messages are on their way at once. */
export const AT_ONCE = {
  /** To all receivers together. */
  overall: 64,
  /** To those whose last message failed: the dead ones, each of which takes its whole time-out, leave half of the places to others. */
  troubled: 32,
  organisation: 8,
  webhook: 2,
} as const;

/** The messages that wait for one webhook. */
export type Lane = { readonly webhookId: string; readonly organisationId: string; readonly underWay: number; /** Changes whenever something new waits. */ readonly news: number };
type Kept = Lane & { readonly nextAt: string | null; readonly troubled: boolean; readonly servedAs: number };

/**
 * Whose turn it is. Each webhook has a lane of its own and lanes take turns, so one with a thousand messages waits behind
 * itself alone. What a look costs follows how many lanes have something to send, not how much there is.
 */
export class Lanes {
  private readonly lanes = new Map<string, Kept>();
  private served = 0;

  /** Something waits for a webhook from an instant on. */
  expect(webhookId: string, organisationId: string, at: string): void {
    const lane = this.lanes.get(webhookId) ?? { webhookId, organisationId, underWay: 0, news: 0, nextAt: null, troubled: false, servedAs: 0 };
    this.lanes.set(webhookId, { ...lane, news: lane.news + 1, nextAt: lane.nextAt === null || at < lane.nextAt ? at : lane.nextAt });
  }

  /** The lane that may send now and was served longest ago; null when there is none. */
  turn(now: string): Lane | null {
    const busy = this.underWay();
    if (busy.overall >= AT_ONCE.overall) return null;
    let first: Kept | null = null;
    for (const lane of this.lanes.values()) {
      const waits = lane.nextAt !== null && lane.nextAt <= now && lane.underWay < AT_ONCE.webhook;
      if (!waits || (lane.troubled && busy.troubled >= AT_ONCE.troubled) || (busy.organisations.get(lane.organisationId) ?? 0) >= AT_ONCE.organisation) continue;
      if (first === null || lane.servedAs < first.servedAs) first = lane;
    }
    return first;
  }

  /** A message of the lane is on its way. */
  began(webhookId: string): void {
    this.change(webhookId, (lane) => ({ ...lane, underWay: lane.underWay + 1, servedAs: ++this.served }));
  }

  /** It ended, well or not; null says nothing about the receiver. */
  ended(webhookId: string, well: boolean | null): void {
    this.change(webhookId, (lane) => ({ ...lane, underWay: lane.underWay - 1, troubled: well === null ? lane.troubled : !well }));
  }

  /** Beside what is under way nothing waits until then (null: nothing at all), as far as was known when `lane` was given out. */
  rest({ webhookId, news }: Lane, until: string | null): void {
    this.change(webhookId, (lane) => (lane.news === news ? { ...lane, nextAt: until } : lane));
  }

  private underWay(): { readonly overall: number; readonly troubled: number; readonly organisations: ReadonlyMap<string, number> } {
    const organisations = new Map<string, number>();
    let overall = 0;
    let troubled = 0;
    for (const lane of this.lanes.values()) {
      overall += lane.underWay;
      if (lane.troubled) troubled += lane.underWay;
      organisations.set(lane.organisationId, (organisations.get(lane.organisationId) ?? 0) + lane.underWay);
    }
    return { overall, troubled, organisations };
  }

  private change(webhookId: string, next: (lane: Kept) => Kept): void {
    const lane = this.lanes.get(webhookId);
    if (!lane) return;
    const after = next(lane);
    // Only lanes with something to do are kept.
    if (after.nextAt === null && after.underWay === 0 && !after.troubled) this.lanes.delete(webhookId);
    else this.lanes.set(webhookId, after);
  }
}
