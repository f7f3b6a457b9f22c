import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The routes of all controllers of a folder, as `GET /bookings/:id`; what streams is read like anything else. */
const routesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.controller.ts'))
    .flatMap((path) => {
      let under = '';
      return [...readFileSync(join(folder, path), 'utf8').matchAll(/^ *@(Controller|Get|Post|Put|Patch|Delete|Sse)\((?:'([^']*)')?\)/gm)].flatMap(([, what, at = '']) => {
        if (what === 'Controller') under = at;
        return what === 'Controller' ? [] : [`${what === 'Sse' ? 'GET' : what!.toUpperCase()} /${[under, at].filter((part) => part !== '').join('/')}`];
      });
    });

/** The first cells of a page's tables of routes. */
const cellsOf = (page: string): readonly string[] => {
  const lines = page.split('\n');
  return lines.flatMap((line, at) => (/^\| route \|/.test(line) ? lines.slice(at + 2, lines.findIndex((later, place) => place > at && !later.startsWith('|'))) : [])).map((row) => row.split(/(?<!\\)\|/)[1]!);
};

const METHODS = /^(?:(?:GET|POST|PUT|PATCH|DELETE)(?:, *|$| ))+/;

/**
 * What the tables of a page name, one by one. `GET` holds until another method is written. `…/cancellation` stands for the route that
 * ends so and begins as one that was named before it, the nearest first; what leads to no route is named as it is written.
 */
const namedOn = (page: string, routes: readonly string[]): readonly string[] => {
  const named: string[] = [];
  for (const cell of cellsOf(page)) {
    let methods: string[] = ['GET'];
    let begun = false;
    for (const [, code] of cell.matchAll(/`((?:\/|…|(?:GET|POST|PUT|PATCH|DELETE)\b)[^`]*)`/g)) {
      const written = METHODS.exec(code!)?.[0] ?? '';
      if (written !== '') methods = [...(begun ? methods : []), ...written.match(/[A-Z]+/g)!];
      const path = code!.slice(written.length).trim().split('?')[0]!.replace(/^\/api\/v1(?=\/)/, '').replaceAll(/\{(\w+)\}/g, ':$1');
      begun = path === '';
      if (begun) continue;
      named.push(...methods.map((method) => `${method} ${path.startsWith('…') ? (unfolded(method, path.slice(1), named, routes) ?? path) : path}`));
    }
  }
  return named;
};

const unfolded = (method: string, tail: string, named: readonly string[], routes: readonly string[]): string | undefined =>
  named
    .toReversed()
    .map((route) => route.slice(route.indexOf(' ') + 1).split('/'))
    .flatMap((parts) => parts.map((_, cut) => parts.slice(0, parts.length - cut).join('/') + tail))
    .find((path) => routes.includes(`${method} ${path}`));

const faultsOf = (routes: readonly string[], page: string): { readonly missing: readonly string[]; readonly besides: readonly string[] } => {
  const named = namedOn(page, routes);
  return { missing: routes.filter((route) => !named.includes(route)), besides: named.filter((route) => !routes.includes(route)) };
};

const contexts = readdirSync('libs')
  .filter((context) => existsSync(join('libs', context, 'README.md')))
  .map((context) => ({ context, routes: routesOf(join('libs', context, 'src')) }))
  .filter(({ routes }) => routes.length > 0);

const pagesOf = (context: string): string => readdirSync(join('libs', context)).filter((name) => name.endsWith('.md')).map((name) => readFileSync(join('libs', context, name), 'utf8')).join('\n\n');

describe('the pages of a context', () => {
  test.each(contexts)('name every route of $context, and none besides', ({ context, routes }) => expect(faultsOf(routes, pagesOf(context))).toEqual({ missing: [], besides: [] }));

  test('are read as a reader reads them, and a route that is left out or is none is told', () => {
    expect(contexts.length).toBeGreaterThan(20);
    const routes = ['GET /bids', 'POST /bids', 'GET /bids/:id', 'POST /bids/:id/end', 'GET /bids/:id/books/:bookId', 'DELETE /bids/:id/books/:bookId', 'POST /sales/:id/end', 'GET /sales'];
    const page = ['| route | who |', '|---|---|', '| `GET`, `POST /api/v1/bids?of=a\\|b`, `GET …/:id` (`csv` too) | anybody |', '| `POST …/:id/end` · `GET, DELETE …/books/:bookId`, `…/gone` | staff |', '', '| `GET /sales` | no list of routes |'].join('\n');
    expect(faultsOf(routes, page)).toEqual({ missing: ['POST /sales/:id/end', 'GET /sales'], besides: ['GET …/gone', 'DELETE …/gone'] });
  });
});
