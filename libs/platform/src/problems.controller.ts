import { Controller, Get, Header, Inject, Param, UseInterceptors } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Bilingual, ContextParts } from './context-parts.js';
import { Public } from './policy.js';
import { ProblemPages } from './problem-pages.interceptor.js';
import { problemTable, problemType, type ProblemTable } from './problem-table.js';
import { found } from './problems.js';
import { Refuses } from './refuses.js';
import { CONTEXTS } from './tokens.js';

class ProblemWords implements Bilingual {
  @ApiProperty({ description: 'In Chinese.' }) zh: string;
  @ApiProperty({ description: 'In English.' }) en: string;
}

/** What a problem code means, whoever meets it. */
export class ProblemKindAnswer {
  @ApiProperty({ example: '/problems/slot_taken', description: 'As problems say it: the address of this answer.' }) type: string;
  @ApiProperty({ example: 'slot_taken' }) code: string;
  @ApiProperty({ type: 'integer', example: 409, description: 'The HTTP status with which it is told.' }) status: number;
  @ApiProperty({ type: ProblemWords, description: 'What it says, in general; a problem may say it of its own case.' }) title: ProblemWords;
  @ApiProperty({ type: ProblemWords, nullable: true, description: 'The rule, with its article, that refuses; null where none does.' }) rule: ProblemWords | null;
}

/** Where the `type` of every problem leads (RFC 9457 §3.1.1): the same table that the problems are told from. */
@ApiTags('operation')
@Controller('problems')
export class ProblemsController {
  private readonly table: ProblemTable;

  constructor(@Inject(CONTEXTS) contexts: readonly ContextParts[]) {
    this.table = problemTable(contexts);
  }

  @Get(':code')
  @Public()
  @Header('cache-control', 'no-cache')
  @ApiOperation({ operationId: 'readProblemKind', summary: 'What a problem code means; for browsers, which accept `text/html` first, as a page' })
  @ApiParam({ name: 'code', schema: { type: 'string', example: 'slot_taken' }, description: 'The `code` of a problem.' })
  @UseInterceptors(ProblemPages)
  @ApiExtraModels(ProblemKindAnswer)
  @ApiOkResponse({ description: 'In both languages.', content: { 'application/json': { schema: { $ref: getSchemaPath(ProblemKindAnswer) } }, 'text/html': { schema: { type: 'string' } } } })
  @Refuses('not_found')
  one(@Param('code') code: string): ProblemKindAnswer {
    const { status, text, rule } = found(this.table.get(code));
    return { type: problemType(code), code, status, title: text, rule: rule ?? null };
  }
}
