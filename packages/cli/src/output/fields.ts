import { usageError } from '../failures.js';

/** A result as plain data: SWF's field names, instants as `Date`s, payloads as sent. */
export type Row = Readonly<Record<string, unknown>>;

/** Returns the value at a dotted path, as in `workflowType.name`; undefined if there is none. */
export function valueAt(row: unknown, path: string): unknown {
  let value = row;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Row)[name];
  }
  return value;
}

/** Returns the fields of the row at these paths, nested as they are in the row, in this order. */
export function pick(row: Row, paths: readonly string[]): Row {
  const picked: Record<string, unknown> = {};
  for (const path of paths) {
    const value = valueAt(row, path);
    // The object that it is in, which is the row's own, already has it.
    const isIncluded = paths.some((other) => path.startsWith(`${other}.`));
    if (value === undefined || isIncluded) continue;
    const names = path.split('.');
    const last = names.pop() ?? path;
    let parent = picked;
    for (const name of names) {
      const child = (parent[name] ?? {}) as Record<string, unknown>;
      parent[name] = child;
      parent = child;
    }
    parent[last] = value;
  }
  return picked;
}

/**
 * Returns the paths of `--fields`, each of which the command must know.
 *
 * A path may go deeper than a known field, or name the object that has it.
 */
export function parseFields(text: string, known: readonly string[]): readonly string[] {
  const paths = text.split(',').map((path) => path.trim());
  for (const path of paths) {
    const isKnown = known.some(
      (field) => field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`),
    );
    if (!isKnown) {
      throw usageError(`--fields: unknown field "${path}"`, '--fields help lists the fields');
    }
  }
  return paths;
}

/** Returns the heading of a field: `WORKFLOW TYPE NAME` for `workflowType.name`. */
export function heading(path: string): string {
  return path
    .replaceAll('.', ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toUpperCase();
}
