import type { ReadStore } from './read-store.js';

/** What a command id was answered with, so that its repetition is recognised. */
export type Remembered = { readonly revision: number; readonly position: string | null; readonly fingerprint: string };

/** A stream folded up to one of its events, which `eventId` names. */
export type Snapshot = {
  readonly stateVersion: number;
  readonly state: unknown;
  readonly revision: number;
  readonly position: string;
  readonly eventId: string;
  readonly commands: readonly (readonly [string, Remembered])[];
};

/** A stream is kept folded each time it has grown by so many events, so that loading it never reads more. */
export const SNAPSHOT_EVERY = 500;

/**
 * Folds of long streams, so that a process that starts does not read a whole history before it can decide. They lie in the
 * read store because they too can be made again from the events; whoever loads one checks that the log still holds the
 * event it ends with, since a log restored from a backup may not.
 */
export class Snapshots {
  constructor(
    private readonly reads: Pick<ReadStore, 'setting' | 'putSetting'>,
    /** Told when one could not be kept: the next command will only take longer. */
    private readonly onFault: (fault: unknown, where: string) => void,
  ) {}

  async find(stream: string, stateVersion: number): Promise<Snapshot | null> {
    const text = await this.reads.setting(nameOf(stream));
    const snapshot = text ? (JSON.parse(text) as Snapshot) : null;
    return snapshot?.stateVersion === stateVersion ? snapshot : null;
  }

  /** In the background: no command waits for it. */
  keep(stream: string, snapshot: Snapshot): void {
    this.reads.putSetting(nameOf(stream), JSON.stringify(snapshot)).catch((fault: unknown) => this.onFault(fault, `snapshot of ${stream}`));
  }
}

const nameOf = (stream: string): string => `snapshot:${stream}`;
