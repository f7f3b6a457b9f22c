import { Transform } from 'class-transformer';

/** Blanks around what a person typed are no part of it. */
export const Trimmed = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value), { toClassOnly: true });
