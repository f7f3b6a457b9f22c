import type { INestApplication } from '@nestjs/common';
import { PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DECORATORS } from '@nestjs/swagger';
import { mediaTypesOf } from '@hewu/platform/src/media-types.js';
import { POLICY, type Policy } from '@hewu/platform/src/policy.js';
import { REFUSES } from '@hewu/platform/src/refuses.js';

/** What a handler's decorators say of it beside its paths, parameters and success answer. */
export type Route = {
  readonly policy: Policy;
  /** Problem codes of its own. */
  readonly refuses: readonly string[];
  /** Takes a body, a query or a parameter of a form that is checked. */
  readonly checksInput: boolean;
  /** The media types in which it can answer; null where it answers nothing. */
  readonly offers: readonly string[] | null;
};

type Handler = (...args: never[]) => unknown;
type Argument = { readonly pipes?: readonly unknown[] };

/** Under which keys `@nestjs/swagger` keeps `@ApiOperation` and `@ApiExcludeController`. */
const { API_OPERATION: OPERATION, API_EXCLUDE_CONTROLLER: EXCLUDED } = DECORATORS;

/** Kinds of arguments, as Nest numbers them in its metadata, whose form a global pipe checks: body and query. */
const CHECKED_KINDS = ['3', '4'];

/** Every route of the application by its `operationId`. Throws when two share one or one has none: clients call them by it. */
export const routesOf = (app: INestApplication): ReadonlyMap<string, Route> => {
  const routes = new Map<string, Route>();
  const scanner = app.get(MetadataScanner, { strict: false });
  for (const { metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    if (!metatype || Reflect.hasMetadata(EXCLUDED, metatype)) continue;
    const prototype = metatype.prototype as Readonly<Record<string, Handler>>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name]!;
      if (!Reflect.hasMetadata(PATH_METADATA, handler)) continue;
      const id = (Reflect.getMetadata(OPERATION, handler) as { operationId?: string } | undefined)?.operationId;
      if (!id) throw new Error(`${metatype.name}.${name} has no operationId`);
      if (routes.has(id)) throw new Error(`${metatype.name}.${name}: the operationId ${id} is another route's`);
      routes.set(id, routeOf(metatype, name, handler));
    }
  }
  return routes;
};

const routeOf = (controller: object, name: string, handler: Handler): Route => {
  const args = Object.entries((Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Readonly<Record<string, Argument>>);
  return {
    policy: Reflect.getMetadata(POLICY, handler) as Policy,
    refuses: (Reflect.getMetadata(REFUSES, handler) ?? []) as readonly string[],
    checksInput: args.some(([key, { pipes }]) => CHECKED_KINDS.includes(key.split(':')[0]!) || (pipes?.length ?? 0) > 0),
    offers: mediaTypesOf(handler),
  };
};
