import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { POSITION_FORM } from './lists.js';

/** Where it stands; the guard reads it there. */
export const ASKS_READ_MODELS = 'hewu:asks-read-models';

/**
 * For exactly those writes whose command, or whose controller before it, asks a read model: they take `?position=`, and whatever they ask then
 * includes what was recorded up to it. Which ones they are is held by `test/architecture/position-on-writes.spec.ts`.
 */
export const AsksReadModels = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(ASKS_READ_MODELS, true),
    ApiQuery({ name: 'position', required: false, schema: { type: 'string', pattern: POSITION_FORM.source }, description: "The `position` of the caller's last command; what decides about this one includes what it changed." }),
  );
