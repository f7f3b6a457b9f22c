import ts from 'typescript';

/** A route that writes: where it stands, and what its source says of read models. */
export type Write = { readonly route: string; /** It, or a command that it gives, asks a read model before anything is decided. */ readonly asks: boolean; /** It says so (`@AsksReadModels()`). */ readonly says: boolean };

type Class = { readonly name: string; /** Of each field, the name of its type. */ readonly fields: ReadonlyMap<string, string>; readonly methods: ReadonlyMap<string, ts.MethodDeclaration>; readonly answersFor: readonly string[] };

/** What only waits for a read model does not ask it. */
const WAITING = new Set(['upTo', 'waitFor']);
const WRITES = new Set(['Post', 'Put', 'Patch', 'Delete']);

/**
 * Reads the call graph of the product from its source, by the names of classes and of their fields: what a handler's `execute` calls on
 * its fields, on and on, until somebody asks `ReadModels`. Whoever hands on a field as a whole may call all of it.
 */
export const writesIn = (sources: readonly string[]): readonly Write[] => {
  const classes = sources.flatMap((text) => ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true).statements.filter(ts.isClassDeclaration).map(classOf));
  const byName = new Map<string, Class[]>();
  for (const one of classes) for (const name of [one.name, ...one.answersFor]) byName.set(name, [...(byName.get(name) ?? []), one]);

  /** `seen`: methods that were looked into on the way from one route. */
  const asksAny = (type: string, called: string | null, seen: Set<string>): boolean => {
    if (type === 'ReadModels') return called === null || !WAITING.has(called);
    return (byName.get(type) ?? []).some((one) => (called === null ? [...one.methods.keys()] : [called]).some((method) => asks(one, method, seen)));
  };
  const asks = (one: Class, name: string, seen: Set<string>): boolean => {
    const method = one.methods.get(name);
    const key = `${one.name}.${name}`;
    if (!method || seen.has(key)) return false;
    seen.add(key);
    return asksIn(one, method, Infinity, seen);
  };
  const asksIn = (one: Class, node: ts.Node, before: number, seen: Set<string>): boolean => {
    if (node.getStart() >= before) return false;
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text.endsWith('Command') && asksAny(node.expression.text, 'execute', seen)) return true;
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      const type = one.fields.get(node.name.text);
      const called = ts.isPropertyAccessExpression(node.parent) ? node.parent.name.text : null;
      return type ? asksAny(type, called, seen) : asks(one, node.name.text, seen);
    }
    return ts.forEachChild(node, (child) => asksIn(one, child, before, seen)) ?? false;
  };
  /** Where the last command of a route was given; what it reads for its answer comes behind. */
  const decidedBy = (one: Class, body: ts.Node): number => {
    let end = -1;
    const look = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && gives(one, node)) end = Math.max(end, node.getEnd());
      ts.forEachChild(node, look);
    };
    look(body);
    return end < 0 ? Infinity : end;
  };
  const gives = (one: Class, { expression }: ts.CallExpression): boolean => {
    if (!ts.isPropertyAccessExpression(expression)) return false;
    if (expression.name.text === 'execute') return true;
    const helper = expression.expression.kind === ts.SyntaxKind.ThisKeyword ? one.methods.get(expression.name.text) : undefined;
    return helper !== undefined && decidedBy(one, helper) < Infinity;
  };

  return classes.flatMap((one) =>
    [...one.methods].flatMap(([name, method]): readonly Write[] => {
      const decorators = (ts.getDecorators(method) ?? []).map(nameOf);
      if (!decorators.some((decorator) => WRITES.has(decorator))) return [];
      return [{ route: `${one.name}.${name}`, asks: asksIn(one, method, decidedBy(one, method), new Set()), says: decorators.includes('AsksReadModels') }];
    }));
};

const nameOf = ({ expression }: ts.Decorator): string => (ts.isCallExpression(expression) ? expression.expression : expression).getText();

const classOf = (node: ts.ClassDeclaration): Class => {
  const fields = new Map<string, string>();
  const methods = new Map<string, ts.MethodDeclaration>();
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member)) for (const parameter of member.parameters) note(fields, parameter);
    if (ts.isPropertyDeclaration(member)) note(fields, member);
    if (ts.isMethodDeclaration(member)) methods.set(member.name.getText(), member);
  }
  const decorator = (ts.getDecorators(node) ?? []).find((one) => nameOf(one) === 'CommandHandler');
  const handles = decorator && ts.isCallExpression(decorator.expression) ? decorator.expression.arguments.map((argument) => argument.getText()) : [];
  const stands = (node.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.getText())).filter((name) => name !== 'ICommandHandler');
  return { name: node.name?.text ?? '', fields, methods, answersFor: [...handles, ...stands] };
};

const note = (fields: Map<string, string>, { name, type }: ts.ParameterDeclaration | ts.PropertyDeclaration): void => {
  if (type && ts.isTypeReferenceNode(type)) fields.set(name.getText(), type.typeName.getText());
};
