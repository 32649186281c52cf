import { Domain } from '@swf/models';
import { DomainQuerySet } from '@swf/querysets';
import { type ConfirmOptions, findTargetToChange } from '../batches/confirm.js';
import { usageError } from '../failures.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRow, printRows, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { note, type Shell } from '../shell.js';
import { domainOf, findTarget, type Target } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import type { Invocation } from '../tree/command.js';
import { statusesOf } from '../values/statuses.js';

interface ListOptions extends TargetOptions, OutputOptions {
  readonly status: 'registered' | 'deprecated' | 'all';
}

interface RegisterOptions extends ConfirmOptions {
  readonly retentionPeriodInDays: number | 'NONE';
  readonly description?: string;
  readonly tag?: readonly string[];
}

const VIEW: View = {
  fields: ['name', 'status', 'description', 'retentionPeriodInDays', 'arn'],
  columns: [
    { heading: 'NAME', value: ({ name }) => name },
    { heading: 'STATUS', value: ({ status }) => String(status).toLowerCase() },
    { heading: 'DESCRIPTION', value: ({ description }) => description },
  ],
  id: ['name'],
};

const TAGS: View = {
  fields: ['key', 'value'],
  columns: [
    { heading: 'KEY', value: ({ key }) => key },
    { heading: 'VALUE', value: ({ value }) => value },
  ],
  id: ['key'],
};

/** Lists the domains of the account. */
export async function list({ shell, options }: Invocation<ListOptions>): Promise<undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const { client } = await findTarget(shell, options);
  const domains = new DomainQuerySet({ client, signal: shell.signal }).filter({ status: statusesOf(options.status) });
  await printRows(shell, options, VIEW, rowsOf(domains));
}

/** Shows a domain with its retention period. */
export async function describe({
  shell,
  arguments: args,
  options,
}: Invocation<TargetOptions & OutputOptions>): Promise<undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const { domain, request } = await find(shell, options, args[0]);
  await printRow(shell, options, VIEW, (await domain.upstream(request)).toJSON() as Row);
}

/** Registers a domain. */
export async function register({ shell, arguments: args, options }: Invocation<RegisterOptions>): Promise<undefined> {
  const { retentionPeriodInDays, description } = options;
  const target = await findTargetToChange(shell, options, args[0]);
  const domain = new Domain(args[0] ?? '', { description, retentionPeriodInDays });
  await domain.save({ tags: options.tag && tagsOf(options.tag), client: target.client, signal: shell.signal });
  await note(shell, `registered domain ${visible(domain.name)}\n`);
}

/** Deprecates a domain: nothing new starts in it. */
export async function deprecate({ shell, arguments: args, options }: Invocation<ConfirmOptions>): Promise<undefined> {
  const { domain, request } = await findToChange(shell, options, args[0]);
  await domain.deprecate(request);
  await note(shell, `deprecated domain ${visible(domain.name)}\n`);
}

/** Undeprecates a domain. */
export async function undeprecate({ shell, arguments: args, options }: Invocation<ConfirmOptions>): Promise<undefined> {
  const { domain, request } = await findToChange(shell, options, args[0]);
  await domain.undeprecate(request);
  await note(shell, `undeprecated domain ${visible(domain.name)}\n`);
}

/** Lists the resource tags of a domain. */
export async function tags({
  shell,
  arguments: args,
  options,
}: Invocation<TargetOptions & OutputOptions>): Promise<undefined> {
  if (await checkOutput(shell, options, TAGS)) return undefined;
  const { domain, request } = await find(shell, options, args[0]);
  const found = await domain.tags(request);
  await printRows(
    shell,
    options,
    TAGS,
    Object.entries(found).map(([key, value]) => ({ key, value })),
  );
}

/** Adds resource tags to a domain, or changes their values. */
export async function tag({ shell, arguments: args, options }: Invocation<ConfirmOptions>): Promise<undefined> {
  const [name, ...given] = args;
  const { domain, request } = await findToChange(shell, options, name);
  await domain.tag(tagsOf(given), request);
}

/** Removes resource tags from a domain. */
export async function untag({ shell, arguments: args, options }: Invocation<ConfirmOptions>): Promise<undefined> {
  const [name, ...keys] = args;
  const { domain, request } = await findToChange(shell, options, name);
  await domain.untag(keys, request);
}

async function* rowsOf(domains: AsyncIterable<Domain>): AsyncGenerator<Row> {
  for await (const domain of domains) yield domain.toJSON() as Row;
}

async function find(shell: Shell, options: TargetOptions, name: string | undefined) {
  return domainAt(shell, await findTarget(shell, options), name);
}

async function findToChange(shell: Shell, options: ConfirmOptions, name: string | undefined) {
  return domainAt(shell, await findTargetToChange(shell, options, name), name);
}

function domainAt({ signal }: Shell, target: Target, name: string | undefined) {
  return { domain: new Domain(name ?? domainOf(target).name), request: { client: target.client, signal } };
}

function tagsOf(given: readonly string[]): Record<string, string> {
  const tags = new Map<string, string>();
  for (const text of given) {
    const at = text.indexOf('=');
    if (at <= 0) throw usageError(`a tag must be KEY=VALUE, got ${text}`);
    const key = text.slice(0, at);
    if (tags.has(key)) throw usageError(`a key has one value, got ${key} twice`);
    tags.set(key, text.slice(at + 1));
  }
  return Object.fromEntries(tags);
}
