import type { Kernel } from '@hewu/kernel/src/handle.js';
import type { TokenReader } from './actor-source.js';
import type { IssuerTokens } from './issuer-tokens.js';
import { person } from './person.decider.js';

/** For a deployment with an identity provider. An erased person stays out, although the provider may still know them. */
export class IssuerTokenReader implements TokenReader {
  constructor(
    private readonly tokens: IssuerTokens,
    private readonly kernel: Kernel,
  ) {}

  async personOf(token: string): Promise<string | null> {
    const personId = await this.tokens.read(token);
    return personId && (await this.kernel.load(person, personId)).status !== 'erased' ? personId : null;
  }
}
