import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Shell } from '../shell.js';
import { readContexts } from '../target/contexts.js';
import { readQueries } from '../target/queries.js';
import { domainOf, findTarget, targetSources } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import { cacheFile } from '../target/user-files.js';

/** What SWF or the user's files complete. */
export type DynamicValue = 'domains' | 'types' | 'activityTypes' | 'ids' | 'contexts' | 'queries';

// A shell waits for every Tab.
const PATIENCE_IN_MILLISECONDS = 800;
const FRESH_IN_MILLISECONDS = 30_000;
const MOST = 200;

/** Returns values for completion: cached for 30 s, and none if they cannot be had within 800 ms. */
export async function dynamicValues(
  kind: DynamicValue,
  words: readonly string[],
  shell: Shell,
): Promise<readonly string[]> {
  try {
    if (kind === 'contexts' || kind === 'queries') return await readNames(kind, shell);
    const options = targetOptions(words);
    const path = await cachePath(kind, options, shell);
    const cached = await readFresh(path);
    if (cached !== undefined) return cached;
    const signal = AbortSignal.any([shell.signal, AbortSignal.timeout(PATIENCE_IN_MILLISECONDS)]);
    const values = await fetchValues(kind, options, { ...shell, signal });
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, JSON.stringify(values), { mode: 0o600 });
    return values;
  } catch {
    // A completion never prints an error into a command line.
    return [];
  }
}

/** Reads the names in the user's own files, which change from one Tab to the next. */
async function readNames(kind: 'contexts' | 'queries', { env }: Shell): Promise<readonly string[]> {
  if (kind === 'contexts') return Object.keys((await readContexts(env)).contexts);
  return (await readQueries(env)).map(({ name }) => name);
}

async function fetchValues(kind: DynamicValue, options: TargetOptions, shell: Shell): Promise<readonly string[]> {
  const { ActivityTypeQuerySet, DomainQuerySet, WorkflowExecutionQuerySet, WorkflowTypeQuerySet } = await import(
    '@swf/querysets'
  );
  const target = await findTarget(shell, options);
  const request = { client: target.client, signal: shell.signal };
  if (kind === 'domains') return (await new DomainQuerySet(request).limit(MOST).all()).map(({ name }) => name);
  const domain = domainOf(target);
  if (kind === 'types' || kind === 'activityTypes') {
    const types = await new (kind === 'types' ? WorkflowTypeQuerySet : ActivityTypeQuerySet)(domain, request)
      .limit(MOST)
      .all();
    return types.map(({ name, version }) => `${name}@${version}`);
  }
  const open = new WorkflowExecutionQuerySet(domain, request).filter({ status: 'OPEN' }).limit(MOST);
  return (await open.all()).map(({ workflowId }) => workflowId);
}

const OPTIONS: Readonly<Record<string, keyof TargetOptions>> = {
  '-d': 'domain',
  '--domain': 'domain',
  '--context': 'context',
  '--region': 'region',
  '--profile': 'profile',
  '--endpoint': 'endpoint',
};

/** The target that is on the command line so far. */
function targetOptions(words: readonly string[]): TargetOptions {
  const options: Record<string, unknown> = words.includes('--local') ? { local: true } : {};
  for (const [index, word] of words.entries()) {
    // As in --domain=orders and -dorders.
    const [, option = word, value = words[index + 1]] = /^(--[^=]+)=(.*)$/.exec(word) ?? /^(-d)(.+)$/.exec(word) ?? [];
    const name = OPTIONS[option];
    if (name !== undefined && value !== undefined) options[name] = value;
  }
  return options as TargetOptions;
}

/** What a target may come from in the environment. */
const VARIABLES = [
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL_SWF',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

/** The values of a target are cached by all that it may come from: contexts change, too. */
async function cachePath(kind: DynamicValue, options: TargetOptions, shell: Shell): Promise<string> {
  const { env } = shell;
  const { context, domain, overrides } = await targetSources(shell, options);
  const key = [kind, context, domain, overrides, ...VARIABLES.map((name) => env[name])];
  const name = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16);
  return cacheFile(env, `complete-${name}.json`);
}

async function readFresh(path: string): Promise<readonly string[] | undefined> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > FRESH_IN_MILLISECONDS) return undefined;
    return JSON.parse(await readFile(path, 'utf8')) as string[];
  } catch {
    return undefined;
  }
}
