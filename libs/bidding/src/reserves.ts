import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import { KEY_VAULT } from '@hewu/platform/src/tokens.js';

/** The least price that the consignor takes, with the chance that keeps its hash from being tried out. */
export type Reserve = { readonly fen: number; /** 192 bits, in hex. */ readonly nonce: string; readonly sha256: string };

const FINGERPRINTS = 'bidding-fingerprints';
/** A secret of the vault has 32 bytes: the amount first, then the nonce. */
const AMOUNT_BYTES = 8;
const NONCE_BYTES = 24;

/**
 * Hidden reserves 保留价. Until the close they stand in the vault of keys alone, where what is destroyed is overwritten and which every
 * backup holds; events, snapshots and read models carry the hash, and no log, however it is read, tells more.
 */
@Injectable()
export class Reserves {
  constructor(@Inject(KEY_VAULT) private readonly vault: KeyVault) {}

  /** Kept from now on. When the same request came before, with its nonce; of two at once, the first one's stands. */
  async keep(biddingId: string, fen: number): Promise<Reserve> {
    const amount = Buffer.alloc(AMOUNT_BYTES);
    amount.writeBigUInt64BE(BigInt(fen));
    return reserveOf(biddingId, await this.vault.obtain(subjectOf(biddingId), Buffer.concat([amount, randomBytes(NONCE_BYTES)])));
  }

  /** Null when there never was one, or it was destroyed or lost. */
  async find(biddingId: string): Promise<Reserve | null> {
    const subject = subjectOf(biddingId);
    const secret = (await this.vault.find([subject])).get(subject);
    return secret ? reserveOf(biddingId, secret) : null;
  }

  /** For ever: after the close it stands in the events, after a cancellation nobody may learn it. */
  async destroy(biddingId: string): Promise<void> {
    await this.vault.destroy(subjectOf(biddingId));
  }

  /** The plain fingerprint of a request is an unsalted hash of its body, by which whoever reads the log could try out reserves; this one is keyed. */
  async discreet(context: CommandContext): Promise<CommandContext> {
    const key = await this.vault.obtain(FINGERPRINTS);
    return { ...context, fingerprint: createHmac('sha256', key).update(context.fingerprint).digest('hex') };
  }
}

/** What the announcement shows, and what anybody can recompute once reserve and nonce are told. */
export const reserveSha256 = (biddingId: string, fen: number, nonce: string): string => createHash('sha256').update(`${biddingId}|${fen}|${nonce}`).digest('hex');

const subjectOf = (biddingId: string): string => `bidding-reserve:${biddingId}`;

const reserveOf = (biddingId: string, secret: Buffer): Reserve => {
  const fen = Number(secret.readBigUInt64BE());
  const nonce = secret.subarray(AMOUNT_BYTES).toString('hex');
  return { fen, nonce, sha256: reserveSha256(biddingId, fen, nonce) };
};
