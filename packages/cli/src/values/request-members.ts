import { unknownName } from '@swf/settings/wire';
import { usageError } from '../failures.js';

/** The numbers by which the SDK's schemas say what they describe. */
const [LIST, STRUCTURE] = [1, 3];

/**
 * Checks the names in a request, which the SDK drops if it does not know them: without a misspelled
 * `runID`, a request is about another run.
 *
 * @param schema - What the SDK says of the request: a structure, or a function that returns it.
 * @throws `CommandError` naming the unknown member.
 */
export function checkMembers(request: unknown, schema: unknown, path = ''): void {
  const [kind, , , , ...rest] = listOf(typeof schema === 'function' ? schema() : schema);
  if (kind === LIST) {
    for (const [index, item] of listOf(request).entries()) {
      checkMembers(item, rest[0], `${path.slice(0, -1)}[${index}].`);
    }
  }
  if (kind !== STRUCTURE || typeof request !== 'object' || request === null) return;
  const [names, schemas] = rest.map(listOf) as [readonly string[], readonly unknown[]];
  for (const [name, value] of Object.entries(request)) {
    const index = names.indexOf(name);
    if (index < 0) throw usageError(`--input: ${unknownName('member', name, names, path)}`);
    checkMembers(value, schemas[index], `${path}${name}.`);
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
