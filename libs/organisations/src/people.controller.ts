import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { PersonAnswer } from './answers.js';
import { dealingsId, dealingsProjection } from './dealings.projection.js';
import { AUTHORITY_ROLES } from './events.js';
import { membershipsProjection, type MembershipsDocument } from './memberships.projection.js';
import { peopleProjection, type PersonDocument } from './people.projection.js';

/** Of more organisations than this, those that come first count: what is asked of the read store stays small. */
const MOST_ORGANISATIONS = 50;

/** What a person's id stands for. All other answers give ids; how to reach somebody is told to nobody else. */
@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(private readonly models: ReadModels) {}

  @Get(':id')
  @SignedIn()
  @ApiOperation({
    operationId: 'readPerson',
    summary: 'The name behind a person’s id, for those who need it: the people of one organisation, of two that deal with each other, and both regions’ authorities; that a person was erased is told to all',
  })
  @ApiOkResponse({ type: PersonAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<PersonAnswer> {
    await Promise.all([peopleProjection, membershipsProjection, dealingsProjection].map((projection) => this.models.upTo(projection, position)));
    const { name, erased } = found(await this.models.get<PersonDocument>(peopleProjection, id));
    if (!erased && !(await this.needsTheName(actor, id))) throw notFound();
    return { id, name, erased };
  }

  /** Personal data are for whoever has to do with the person (PIPL art. 6: no more than the purpose needs). */
  private async needsTheName({ personId, roles, verified }: Actor, id: string): Promise<boolean> {
    if (personId === id || (verified && AUTHORITY_ROLES.some((role) => roles.includes(role)))) return true;
    const joined = await this.models.getMany<MembershipsDocument>(membershipsProjection, [personId, id]);
    const own = (joined.get(personId)?.organisations ?? []).slice(0, MOST_ORGANISATIONS);
    const theirs = (joined.get(id)?.everIn ?? []).slice(0, MOST_ORGANISATIONS);
    if (own.some((organisationId) => theirs.includes(organisationId))) return true;
    const pairs = own.flatMap((one) => theirs.map((other) => dealingsId(one, other)));
    return pairs.length > 0 && (await this.models.getMany(dealingsProjection, pairs)).size > 0;
  }
}
