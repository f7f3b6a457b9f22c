/** A test's own limit lies just under the runner's, so that what was waited for stands in the report. */
const PATIENCE_MILLISECONDS = 50_000;

/** Waits until something holds, in the machine's time: a story's clock does not move by itself. Answers what it became. */
export const until = async <T>(holds: () => Promise<T | false | null | undefined> | T | false | null | undefined, what = 'what was waited for'): Promise<T> => {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const value = await holds();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`${what} did not come about`);
    await new Promise((later) => setTimeout(later, 10));
  }
};
