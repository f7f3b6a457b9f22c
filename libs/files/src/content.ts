/** Bytes that can be looked into anywhere and read from the beginning as often as one likes. */
export type Content = {
  readonly bytes: number;
  /** Fewer bytes than asked for only at the end. */
  readonly read: (from: number, length: number) => Promise<Buffer>;
};

const PIECE_BYTES = 262_144;

/** Part of a content, piece by piece. */
export async function* pieces(content: Content, from = 0, until = content.bytes): AsyncGenerator<Buffer> {
  for (let at = from; at < until; at += PIECE_BYTES) yield content.read(at, Math.min(PIECE_BYTES, until - at));
}

/** What stands in memory already. */
export const contentOf = (buffer: Buffer): Content => ({
  bytes: buffer.length,
  read: (from, length) => Promise.resolve(buffer.subarray(from, from + length)),
});
