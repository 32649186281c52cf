import type { SWFClient } from '@aws-sdk/client-swf';
import type { Settings } from '@swf/settings';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { type Client, wrapClient } from './client.js';
import { commandLine } from './command-line.js';
import { type Context, chosenContext, contextNamed, readContexts } from './contexts.js';
import type { TargetOptions } from './target-options.js';

/** The SWF that a command talks to. */
export interface Target {
  readonly client: Client;
  /** The name of the context in use; undefined if there is none. */
  readonly context: string | undefined;
  /** Whether the context can only read. */
  readonly isReadOnly: boolean;
  /** Whether each change is confirmed by typing the name of the domain. */
  readonly isProtected: boolean;
  /** Whether the context was named on the command line, not by the environment or as current. */
  readonly isExplicit: boolean;
  readonly region: string;
  readonly endpoint: string | undefined;
  /** Returns the address that requests go to. */
  url(): Promise<string>;
  /** The profile of its credentials; undefined if they come from elsewhere. */
  readonly profile: string | undefined;
  /** Rejects if there are no credentials. */
  checkCredentials(): Promise<void>;
  /** Whether the service says that it is swf-local. */
  isLocal(): Promise<boolean>;
  readonly domainName: string | undefined;
  /** The options that chose it, for commands that are printed. */
  readonly options: TargetOptions;
}

/** The endpoint of `swf-local` and `swf dev`. */
export const LOCAL_ENDPOINT = 'http://127.0.0.1:4567';
const LOCAL_REGION = 'us-east-1';

/** Where a target's fields come from, for `swf doctor` too. */
export interface TargetSources {
  readonly contextName: string | undefined;
  readonly context: Context;
  readonly domain: string | undefined;
  /** The settings that the options and the context override. */
  readonly overrides: Settings;
}

/**
 * Returns the target of the options, then the context, then the settings.
 *
 * @param retries settings of its client, whatever the user's are.
 */
export async function findTarget(
  shell: Shell,
  options: TargetOptions,
  retries: Pick<Settings, 'maxAttempts'> = {},
): Promise<Target> {
  const sources = await targetSources(shell, options);
  const { contextName, context, domain, overrides } = sources;
  const settings = await import('@swf/settings');
  const known = settings.get();
  const given: Settings = options.local
    ? { ...overrides, region: overrides.region ?? known.region ?? LOCAL_REGION }
    : overrides;
  const client = settings.connect({ ...given, ...retries });
  const endpoint = given.endpoint ?? known.endpoint;
  const region = await regionOf(client);
  const source = (await import('./sources.js')).sourceOf('region', options, sources) ?? "the SDK's configuration";
  return {
    client: wrapClient(client, shell, {
      readOnlyContext: context.readOnly ? contextName : undefined,
      place: { region, source, localEndpoint: endpoint },
      verbose: options.verbose ?? false,
    }),
    context: contextName,
    isReadOnly: context.readOnly ?? false,
    isProtected: context.protected ?? false,
    isExplicit: options.context !== undefined,
    region,
    endpoint,
    url: async () => endpoint ?? (await urlOf(client, region)),
    profile: options.local ? undefined : (given.profile ?? known.profile),
    checkCredentials: async () => void (await client.config.credentials()),
    isLocal: () => isSwfLocal(endpoint),
    domainName: domain,
    options,
  };
}

/**
 * @throws `CommandError` if neither a setting nor the SDK's own configuration has a region, or it
 * is none.
 */
async function regionOf(client: SWFClient): Promise<string> {
  try {
    return await client.config.region();
  } catch (error) {
    const message = messageOf(error);
    if (message !== 'Region is missing') throw usageError(`the region cannot be used: ${message}`);
    throw usageError('no region is set', 'give --region, set AWS_REGION, or choose a context; --local needs none');
  }
}

/** The SDK knows the partitions of AWS, whose domains differ. */
async function urlOf({ config }: SWFClient, region: string): Promise<string> {
  const { url } = config.endpointProvider({
    Region: region,
    UseFIPS: await config.useFipsEndpoint(),
    UseDualStack: await config.useDualstackEndpoint(),
  });
  return url.origin;
}

/**
 * Whether a service identifies itself as swf-local: a guess by its address could be a tunnel to
 * AWS.
 */
async function isSwfLocal(endpoint: string | undefined): Promise<boolean> {
  if (endpoint === undefined) return false;
  try {
    const answer = await fetch(new URL('/health', endpoint), { signal: AbortSignal.timeout(1000) });
    const health = (await answer.json()) as { readonly service?: unknown } | null;
    return health?.service === 'swf-local';
  } catch {
    return false;
  }
}

/**
 * Returns the domain of a target.
 *
 * @throws `CommandError` if there is none.
 */
export function domainOf({ domainName, options }: Target): { readonly name: string } {
  if (domainName !== undefined) return { name: domainName };
  throw usageError(
    'a domain is missing: give --domain, or set SWF_DOMAIN or a context',
    `"${commandLine(['domain', 'list'], options)}" lists the domains`,
  );
}

/** Returns where the fields of a target come from; reads files, and sends nothing. */
export async function targetSources({ env }: Shell, options: TargetOptions): Promise<TargetSources> {
  if (options.local && options.endpoint !== undefined) throw usageError('--local and --endpoint exclude each other');
  const contexts = await readContexts(env);
  const contextName = options.context ?? chosenContext(env, contexts);
  const context = contextName === undefined ? {} : contextNamed(contexts, contextName);
  // What is on the command line, a named context included, comes before the environment.
  const domain =
    options.domain ??
    (options.context === undefined ? env['SWF_DOMAIN'] || context.domain : (context.domain ?? env['SWF_DOMAIN']));
  const { region = context.region, profile = context.profile, endpoint = context.endpoint } = options;
  const overrides: Settings = options.local
    ? { region, endpoint: LOCAL_ENDPOINT, accessKeyId: 'local', secretAccessKey: 'local' }
    : { region, profile, endpoint };
  return { contextName, context, domain: domain || undefined, overrides };
}
