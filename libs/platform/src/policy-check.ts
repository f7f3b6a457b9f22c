import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { POLICY } from './policy.js';

/** Deny by default, at the earliest moment: an application with a route that says not who may call it does not start. */
@Injectable()
export class PolicyCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.discovery.getControllers().flatMap(({ metatype }) => (metatype ? this.routesWithoutPolicy(metatype) : []));
    if (open.length > 0) throw new Error(`routes without a policy: ${open.join(', ')}`);
  }

  private routesWithoutPolicy(controller: { prototype: object; name: string } | Function): readonly string[] {
    const prototype = controller.prototype as Record<string, object>;
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name]!) && !Reflect.hasMetadata(POLICY, prototype[name]!))
      .map((name) => `${controller.name}.${name}`);
  }
}
