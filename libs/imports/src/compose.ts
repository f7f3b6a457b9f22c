/** A body put together from values by their paths, and which path of it came from which. */
export type Composed = {
  readonly body: Record<string, unknown>;
  /** As the body has it → as the column has it: `ip.0.number` → `ip.1.number` when the first right was left empty. */
  readonly origins: ReadonlyMap<string, string>;
};

type Tree = { [name: string]: unknown };

/**
 * Puts values together by paths: `ip.0.number` is the number of the first of `ip`. Members of a list of which nothing was said
 * are left out, and a list of which no member was said is an empty one. Pure.
 */
export const compose = (values: Iterable<readonly [path: string, value: unknown]>): Composed => {
  const all = [...values];
  const kept = membersKept(all);
  const body: Tree = {};
  const origins = new Map<string, string>();
  for (const [path, value] of all) {
    const names = path.split('.');
    if (isOfList(names)) {
      const [list, member] = [names[0]!, names[1]!];
      body[list] ??= [];
      const at = kept.get(list)!.indexOf(member);
      if (at === -1) continue;
      names[1] = String(at);
    }
    origins.set(names.join('.'), path);
    if (value !== undefined) put(body, names, value);
  }
  return { body, origins };
};

const isOfList = ([, member]: readonly string[]): boolean => member !== undefined && /^\d+$/.test(member);

/** Of each list, the members of which something is said, in their order. */
const membersKept = (values: readonly (readonly [string, unknown])[]): ReadonlyMap<string, readonly string[]> => {
  const kept = new Map<string, string[]>();
  for (const [path, value] of values) {
    const names = path.split('.');
    if (!isOfList(names)) continue;
    const members = kept.get(names[0]!) ?? [];
    kept.set(names[0]!, members);
    if (value !== undefined && !members.includes(names[1]!)) members.push(names[1]!);
  }
  return kept;
};

const put = (tree: Tree, [name, ...rest]: readonly string[], value: unknown): void => {
  if (rest.length === 0) {
    tree[name!] = value;
    return;
  }
  tree[name!] ??= {};
  put(tree[name!] as Tree, rest, value);
};
