import { Injectable } from '@nestjs/common';
import type { ImportKindName } from './events.js';
import type { AnyImportKind, ImportKind } from './import-kind.js';

/** What can be imported: each context puts its kinds here when it is made, so that nothing here knows a context. */
@Injectable()
export class ImportKinds {
  private readonly kinds = new Map<ImportKindName, AnyImportKind>();

  add<Body extends object>(kind: ImportKind<Body>): void {
    if (this.kinds.has(kind.kind)) throw new Error(`two contexts import ${kind.kind}`);
    this.kinds.set(kind.kind, kind as AnyImportKind);
  }

  get(name: ImportKindName): AnyImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`no context imports ${name}`);
    return kind;
  }
}
