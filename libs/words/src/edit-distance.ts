/** How many typing errors a word of so many characters is forgiven: none in short ones, one, and from eight characters on two. */
export const errorsForgiven = (length: number): 0 | 1 | 2 => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * Whether one word becomes the other by at most so many steps: a character too many, too few, another one, or two neighbours
 * changed about (optimal string alignment). Answers the number of steps, or null when more would be needed.
 */
export const stepsBetween = (one: string, other: string, most: number): number | null => {
  if (Math.abs(one.length - other.length) > most) return null;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let steps = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) steps = Math.min(steps, before[j - 2]! + 1);
      next.push(steps);
      least = Math.min(least, steps);
    }
    if (least > most) return null;
    before = row;
    row = next;
  }
  const steps = row[other.length]!;
  return steps <= most ? steps : null;
};
