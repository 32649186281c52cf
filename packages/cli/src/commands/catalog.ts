import { readFile } from 'node:fs/promises';
import { type Catalog, type CatalogType, catalogOf, catalogType, compareCatalogs } from '@swf/explain';
import { ActivityTypeQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { messageOf } from '@swf/settings/errors';
import { EXIT } from '../exit-codes.js';
import { usageError } from '../failures.js';
import { checkOutput, type OutputOptions, printRows, type View } from '../output/print.js';
import { jsonText } from '../output/untrusted.js';
import { note, type Shell, write } from '../shell.js';
import { domainOf, findTarget } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import type { Invocation } from '../tree/command.js';
import { decodeText, readAll } from '../values/payload.js';

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
  const [activityTypes, workflowTypes] = await typesOf(shell, options);
  const catalog: Catalog = {
    activityTypes: await detailed(activityTypes),
    workflowTypes: await detailed(workflowTypes),
  };
  await write(shell.stdout, `${jsonText(catalog, 2)}\n`);
}

/** Compares the types of a domain with a dump; exit code 8 if they differ. */
export async function diff(invocation: Invocation<TargetOptions & OutputOptions>): Promise<number | undefined> {
  const { shell, arguments: args, options } = invocation;
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const wanted = await readFileOf(shell, args[0] ?? '');
  const [activityTypes, workflowTypes] = await typesOf(shell, options);
  const rows = compareCatalogs(wanted, {
    activityTypes: [...(await detailed(activityTypes)), ...(await deprecated(activityTypes))],
    workflowTypes: [...(await detailed(workflowTypes)), ...(await deprecated(workflowTypes))],
  });
  if (rows.length === 0) await note(shell, 'no differences\n');
  if (rows.length > 0 || options.output !== 'table') {
    await printRows(
      shell,
      options,
      VIEW,
      rows.map((row) => ({ ...row })),
    );
  }
  return rows.length > 0 ? EXIT.checkFailed : undefined;
}

type Types = ActivityTypeQuerySet | WorkflowTypeQuerySet;

async function typesOf(shell: Shell, options: TargetOptions): Promise<readonly [Types, Types]> {
  const target = await findTarget(shell, options);
  const domain = domainOf(target);
  const request = { client: target.client, signal: shell.signal };
  return [new ActivityTypeQuerySet(domain, request), new WorkflowTypeQuerySet(domain, request)];
}

async function detailed(types: Types): Promise<readonly CatalogType[]> {
  const found: CatalogType[] = [];
  for await (const type of types.detailed()) found.push(catalogType(type.toJSON() as CatalogType));
  return found;
}

/** The deprecated ones by their names alone: nothing else of them is compared. */
async function deprecated(types: Types): Promise<readonly CatalogType[]> {
  const found: CatalogType[] = [];
  for await (const { name, version, status } of types.filter({ status: 'DEPRECATED' })) {
    found.push({ name, version, status });
  }
  return found;
}

async function readFileOf(shell: Shell, path: string): Promise<Catalog> {
  let content: unknown;
  try {
    content = JSON.parse(decodeText(path === '-' ? await readAll(shell) : await readFile(path)));
  } catch (error) {
    throw usageError(`${path} cannot be read as JSON: ${messageOf(error)}`);
  }
  const catalog = catalogOf(content);
  if (!catalog) throw usageError(`${path} must be what "swf types dump" prints`);
  return catalog;
}
