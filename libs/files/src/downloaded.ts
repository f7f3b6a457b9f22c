import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiResponse } from '@nestjs/swagger';
import { MEDIA_TYPES } from './events.js';

const header = (description: string, example: string) => ({ description, schema: { type: 'string' as const }, example });

/** How a route that answers with `download` describes itself. */
export const Downloads = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({ name: 'If-None-Match', required: false, description: 'An ETag that one has already.' }),
    ApiOkResponse({
      description: 'The bytes, as an attachment.',
      headers: {
        ETag: header('SHA-256 of the bytes, in quotes.', '"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"'),
        'Content-Disposition': header('The name, by RFC 6266.', "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf"),
      },
      content: Object.fromEntries(MEDIA_TYPES.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
    }),
    ApiResponse({ status: 304, description: 'It is the one of the ETag that was sent.' }),
  );
