/** A node of the syntax tree, as far as the rules use it. */
export interface Node {
  readonly type: string;
  readonly parent?: Node | undefined;
  readonly name?: string;
  readonly value?: unknown;
  readonly computed?: boolean;
  readonly key?: Node;
  readonly id?: Node;
  readonly init?: Node | null;
  readonly object?: Node;
  readonly property?: Node;
  readonly properties?: readonly Node[];
}

interface Reference {
  readonly identifier: Node;
  /** Only the parser of TypeScript sets it. */
  readonly isTypeReference?: boolean;
}

interface Scope {
  readonly through: readonly Reference[];
  readonly variables: readonly { readonly defs: readonly unknown[]; readonly references: readonly Reference[] }[];
}

interface SourceCode {
  getScope(node: object): Scope;
}

/** Returns where a module uses a variable that it does not declare, except as a type. */
export function globalsOf(sourceCode: object, program: object): readonly Node[] {
  const { through, variables } = (sourceCode as SourceCode).getScope(program);
  const declared = variables.filter(({ defs }) => defs.length === 0);
  return [...through, ...declared.flatMap(({ references }) => references)]
    .filter(({ identifier, isTypeReference }) => isTypeReference !== true && !isTypeQuery(identifier))
    .map(({ identifier }) => identifier);
}

/** Returns the members of an object that are read or destructured where it is named. */
export function membersOf(object: Node): readonly Node[] {
  const { parent } = object;
  if (parent?.type === 'MemberExpression' && parent.object === object) return named(parent, parent.property);
  if (parent?.type !== 'VariableDeclarator' || parent.init !== object) return [];
  return (parent.id?.properties ?? []).flatMap((property) => named(property, property.key));
}

/** `[name]` may be any member. */
function named(member: Node, name: Node | undefined): readonly Node[] {
  return member.computed === true || name === undefined ? [] : [name];
}

/** Whether a value is named for its type only, as in `typeof Intl.NumberFormat`. */
function isTypeQuery({ parent }: Node): boolean {
  if (parent?.type === 'TSQualifiedName') return isTypeQuery(parent);
  return parent?.type === 'TSTypeQuery';
}
