import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A route that streams: its decorators and the head of its handler. */
const streamsIn = (source: string): readonly string[] => source.match(/@Sse\([\s\S]*?\n  (?:async )?\w+\([\s\S]*?\{\n/g) ?? [];

/**
 * Nest sends a stream's status a moment after it has called the handler; what takes longer to be refused comes after a 200. So
 * whatever is looked up for a stream is asked for in a guard, and the handler itself refuses at once or not at all.
 */
const refusesTooLate = (stream: string): boolean => /\n  async |: Promise</.test(stream) || (/@Sse\([^)]*:/.test(stream) && !stream.includes('@UseGuards('));

const OFFENDERS: readonly string[] = [
  "  @Sse(':id/live')\n  @SignedIn()\n  watch(@Param('id') id: string): Observable<MessageEvent> {\n",
  "  @Sse()\n  @SignedIn()\n  async watch(@Query() query: Query): Promise<Observable<MessageEvent>> {\n",
];

describe('streams of events', () => {
  const sources = readdirSync('libs').map((context) => `libs/${context}/src`).filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`));
  const streams = sources.flatMap((path) => streamsIn(readFileSync(path, 'utf8')));
  test('refuse before they begin', () => {
    expect(streams.length).toBeGreaterThan(1);
    expect(streams.filter(refusesTooLate)).toEqual([]);
  });
  test('are seen to be refused when they do not', () => expect(OFFENDERS.flatMap(streamsIn).filter(refusesTooLate)).toHaveLength(2));
});
