import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** The ids that the answer to a step named, such as `organisationId`. */
export type AnsweredIds = Readonly<Record<string, string>>;

/** Which steps of a world are complete. What the world did since would refuse some of them, so none of these is asked for again. */
export interface StepsDone {
  /** What the step answered; null while it is not complete. */
  answerOf(step: string): AnsweredIds | null;
  add(step: string, answer: AnsweredIds): void;
}

/** Of a world that is founded at one go. */
export const nothingDone: StepsDone = { answerOf: () => null, add: () => undefined };

/**
 * A file with a line for each step that is complete; a line is safe on the disk before the next step begins. A step whose line is missing,
 * or was cut off itself, was the last one: nothing came after it, so the same command answers as it would to whoever lost the answer.
 */
export class StepJournal implements StepsDone {
  private readonly answers = new Map<string, AnsweredIds>();
  private readonly file: number;

  constructor(path: string) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    // What stands behind the last line end was cut off.
    const lines = text.split('\n');
    const broken = lines.pop()!;
    for (const line of lines) {
      const parsed = stepOf(line);
      if (parsed) this.answers.set(parsed.step, parsed.answer);
    }
    this.file = openSync(path, 'a', 0o600);
    if (broken) writeSync(this.file, '\n');
  }

  answerOf(step: string): AnsweredIds | null {
    return this.answers.get(step) ?? null;
  }

  add(step: string, answer: AnsweredIds): void {
    writeSync(this.file, `${JSON.stringify({ step, answer })}\n`);
    fdatasyncSync(this.file);
    this.answers.set(step, answer);
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Null for a line that was cut off. */
const stepOf = (line: string): { readonly step: string; readonly answer: AnsweredIds } | null => {
  try {
    return JSON.parse(line) as { step: string; answer: AnsweredIds };
  } catch {
    return null;
  }
};
