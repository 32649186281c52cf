import { readFileSync } from 'node:fs';

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, string>>;
  readonly member?: string;
  readonly required?: readonly string[];
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly output: string | null }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const model: Model = JSON.parse(
  readFileSync(new URL('../../../packages/local/test/api/swf-api.json', import.meta.url), 'utf8'),
);

/**
 * Returns the paths of the members that an answer may lack, from the service model; `[]` stands for
 * every item of a list.
 *
 * Polls may end empty, so they and heartbeats may lack every member. What an event may lack is
 * tested with `@swf/history`.
 */
export function membersOf(operation: string): readonly string[] {
  const mayLackAll = /^(?:Poll|Record)/.test(operation);
  const collect = (shapeName: string, path: string): readonly string[] => {
    const { member, members = {}, required = [] } = model.shapes[shapeName] ?? { type: 'unknown' };
    if (member === 'HistoryEvent') return [];
    if (member !== undefined) return collect(member, `${path}[]`);
    return Object.entries(members).flatMap(([name, shape]) => {
      const own = path === '' ? name : `${path}.${name}`;
      return [...(mayLackAll || !required.includes(name) ? [own] : []), ...collect(shape, own)];
    });
  };
  return collect(model.operations[operation]?.output ?? '', '');
}

/** Returns a copy of the body of an answer without the member; undefined if it has none there. */
export function without(body: string, path: string): string | undefined {
  const answer: object = JSON.parse(body);
  return remove(answer, path.split('.')) ? JSON.stringify(answer) : undefined;
}

function remove(value: object, [step = '', ...steps]: readonly string[]): boolean {
  const name = step.replace('[]', '');
  if (!Object.hasOwn(value, name)) return false;
  if (steps.length === 0) return Reflect.deleteProperty(value, name);
  // Every item, and not only up to the first that has it.
  return [Reflect.get(value, name)].flat().filter((item: object) => remove(item, steps)).length > 0;
}
