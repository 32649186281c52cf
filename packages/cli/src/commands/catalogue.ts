import { readFile } from 'node:fs/promises';
import { ActivityTypeQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { EXIT } from '../exit-codes.js';
import { usageError } from '../failures.js';
import type { Row } from '../output/fields.js';
import { type OutputOptions, printRows, type View } from '../output/print.js';
import { jsonText } from '../output/untrusted.js';
import { type Shell, write } from '../shell.js';
import { domainOf, findTarget, type TargetOptions } from '../target/target.js';
import type { Invocation } from '../tree/command.js';
import { readAll } from '../values/payload.js';

/** The types of a domain, without what differs between any two domains: dates, and the domain itself. */
interface Catalogue {
  readonly activityTypes: readonly Row[];
  readonly workflowTypes: readonly Row[];
}

const VIEW: View = {
  fields: ['kind', 'type', 'attribute', 'file', 'registered', 'remedy'],
  columns: [
    { heading: 'KIND', value: ({ kind }) => kind },
    { heading: 'TYPE', value: ({ type }) => type },
    { heading: 'ATTRIBUTE', value: ({ attribute }) => attribute },
    { heading: 'FILE', value: ({ file }) => file ?? '-' },
    { heading: 'REGISTERED', value: ({ registered }) => registered ?? '-' },
    { heading: 'REMEDY', value: ({ remedy }) => remedy },
  ],
  id: ['kind', 'type', 'attribute'],
};

/** Prints the registered types of a domain with their defaults. */
export async function dump({ shell, options }: Invocation<TargetOptions>): Promise<undefined> {
  await write(shell.stdout, `${jsonText(await readCatalogue(shell, options), 2)}\n`);
}

/** Compares the registered types with a dump; exit code 8 if they differ. */
export async function diff(invocation: Invocation<TargetOptions & OutputOptions>): Promise<number | undefined> {
  const { shell, arguments: args, options } = invocation;
  const wanted = await readFileOf(shell, args[0] ?? '');
  const registered = await readCatalogue(shell, options);
  const rows = [
    ...differences('activity type', wanted.activityTypes, registered.activityTypes),
    ...differences('workflow type', wanted.workflowTypes, registered.workflowTypes),
  ];
  if (rows.length === 0) await write(shell.stderr, 'no differences\n');
  if (rows.length > 0 || options.output !== 'table') await printRows(shell, options, VIEW, rows);
  return rows.length > 0 ? EXIT.checkFailed : undefined;
}

async function readCatalogue(shell: Shell, options: TargetOptions): Promise<Catalogue> {
  const target = await findTarget(shell, options);
  const domain = domainOf(target);
  const request = { client: target.client, signal: shell.signal };
  const activityTypes: Row[] = [];
  for await (const type of new ActivityTypeQuerySet(domain, request).detailed()) activityTypes.push(entry(type));
  const workflowTypes: Row[] = [];
  for await (const type of new WorkflowTypeQuerySet(domain, request).detailed()) workflowTypes.push(entry(type));
  return { activityTypes, workflowTypes };
}

function entry(type: { toJSON(): object }): Row {
  const { domain: _, status: __, creationDate: ___, ...kept } = type.toJSON() as Row;
  return kept;
}

async function readFileOf(shell: Shell, path: string): Promise<Catalogue> {
  let content: unknown;
  try {
    content = JSON.parse(path === '-' ? await readAll(shell) : await readFile(path, 'utf8'));
  } catch (error) {
    throw usageError(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
  const { activityTypes, workflowTypes } = (content ?? {}) as Partial<Catalogue>;
  if (areTypes(activityTypes) && areTypes(workflowTypes)) return { activityTypes, workflowTypes };
  throw usageError(`${path} must be what "swf types dump" prints`);
}

function areTypes(value: unknown): value is readonly Row[] {
  return (
    Array.isArray(value) &&
    value.every(
      (each: { readonly name?: unknown; readonly version?: unknown } | null) =>
        typeof each?.name === 'string' && typeof each.version === 'string',
    )
  );
}

function differences(kind: string, wanted: readonly Row[], registered: readonly Row[]): readonly Row[] {
  const byName = (rows: readonly Row[]) => new Map(rows.map((row) => [`${row['name']}@${row['version']}`, row]));
  const [files, known] = [byName(wanted), byName(registered)];
  return [...new Set([...files.keys(), ...known.keys()])].flatMap((type): readonly Row[] => {
    const [one, other] = [files.get(type), known.get(type)];
    if (!other) return [{ kind, type, attribute: 'status', file: 'REGISTERED', remedy: 'register it' }];
    if (!one) return [{ kind, type, attribute: 'status', registered: 'REGISTERED', remedy: 'only registered' }];
    return (
      [...new Set([...Object.keys(one), ...Object.keys(other)])]
        .filter((attribute) => one[attribute] !== other[attribute])
        // SWF never changes a registered type.
        .map((attribute) => ({
          kind,
          type,
          attribute,
          file: one[attribute],
          registered: other[attribute],
          remedy: 'needs a new version',
        }))
    );
  });
}
