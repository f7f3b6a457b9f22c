import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ListQuery } from './lists.js';
import { CSV, mediaTypesOf } from './media-types.js';

/** What a handler says of the requests it takes and the answers it gives, by its decorators. */
export type RouteShape = {
  readonly takesBody: boolean;
  readonly takesQuery: boolean;
  /** Takes a limit and a cursor. */
  readonly isPaged: boolean;
  /** Answers a list, in pages or at once, which can be told as a table as well. */
  readonly isList: boolean;
  /** As `mediaTypesOf` says. */
  readonly offers: readonly string[] | null;
};

const known = new WeakMap<object, RouteShape>();

/** Read once for each handler. */
export const shapeOf = (controller: Type, handler: { readonly name: string }): RouteShape => {
  const shape = known.get(handler) ?? readShape(controller, handler);
  known.set(handler, shape);
  return shape;
};

const readShape = (controller: Type, handler: { readonly name: string }): RouteShape => {
  // Keyed by kind and place: `3:0` is a body that stands first.
  const places = new Map(Object.keys((Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) ?? {}) as object).map((key) => key.split(':').map(Number) as [number, number]));
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, handler.name) ?? []) as readonly (Type | undefined)[];
  const query = places.get(RouteParamtypes.QUERY);
  const offers = mediaTypesOf(handler);
  return {
    takesBody: places.has(RouteParamtypes.BODY),
    takesQuery: query !== undefined,
    isPaged: query !== undefined && (types[query] === ListQuery || types[query]?.prototype instanceof ListQuery),
    isList: offers !== null && offers.length > 1 && offers.includes(CSV),
    offers,
  };
};
