import { Injectable } from '@nestjs/common';
import { refuse } from '@hewu/kernel/src/decider.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import { found, notFound, Problem, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Administrators } from './administrators.js';
import { webhooksProjection, type WebhookDocument } from './webhooks.projection.js';

/** Codes of routes that only administrators of a verified organisation may call. */
export const ADMINISTERED = ['acting_for_required', 'organisation_not_verified', 'administrator_required'] as const;

/** For whom a webhook is there: the administrators of its organisation. No role of the market makes one. */
@Injectable()
export class WebhookAccess {
  constructor(
    private readonly models: ReadModels,
    private readonly administrators: Administrators,
  ) {}

  /** The organisation that the caller administers. Throws the problem when there is none. */
  async organisationOf({ organisationId, personId, verified }: Actor, writes: boolean): Promise<string> {
    if (organisationId === null) throw new Problem(403, 'acting_for_required');
    if (writes && !verified) throw new Problem(403, 'organisation_not_verified');
    if (!(await this.administrators.has(organisationId, personId))) throw new RefusalProblem(refuse('administrator_required'));
    return organisationId;
  }

  /** One of the caller's webhooks; for all others it is not there. */
  async webhook(actor: Actor, id: string, position: string | undefined): Promise<WebhookDocument> {
    const organisationId = await this.organisationOf(actor, false);
    await this.models.upTo(webhooksProjection, position);
    const webhook = found(await this.models.get<WebhookDocument>(webhooksProjection, id));
    if (webhook.organisationId !== organisationId) throw notFound();
    return webhook;
  }
}
