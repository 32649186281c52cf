import { startConsole } from '@swf/console';
import { kinds } from '@swf/console/changes';
import { startLocalService } from '@swf/local';
import { DomainQuerySet } from '@swf/querysets';
import * as settings from '@swf/settings';
import { OperationNotPermittedError } from '@swf/settings/errors';
import { domain } from './registration.js';

const REGION = 'us-east-1';

/** An embedded SWF that the example runs on. */
export interface Service extends AsyncDisposable {
  readonly description: string;
  readonly consoleUrl: string;
}

/** Starts an embedded SWF and its console on free ports, whatever the settings say. */
export async function startEmbedded(): Promise<Service> {
  const { endpoint } = settings.get();
  const local = await startLocalService();
  settings.set({ region: REGION, endpoint: local.endpoint, accessKeyId: 'local', secretAccessKey: 'local' });
  const console = await startConsole({
    client: settings.connect(),
    domain: domain.name,
    target: { service: 'local', domain: domain.name, region: REGION },
    localEndpoint: local.endpoint,
    changes: kinds,
    pollers: () => local.pollers(),
  });
  const notUsed = endpoint === undefined ? '' : `, not on the configured ${endpoint}: --aws uses that`;
  return {
    description: `an embedded SWF at ${local.endpoint}${notUsed}\nwatch them in the console on ${console.url}`,
    consoleUrl: console.url,
    async [Symbol.asyncDispose]() {
      await console.close();
      await local.close();
    },
  };
}

/** Returns the account, region and domain of the settings. Sends a read, to learn the account. */
export async function describeConfigured(signal: AbortSignal): Promise<string> {
  const { endpoint } = settings.get();
  const service = endpoint === undefined ? 'Amazon SWF' : `the SWF at ${endpoint}`;
  const id = await account(signal);
  return `${service}, region ${await settings.connect().config.region()}, account ${id}, domain ${domain.name}`;
}

/** Returns the account in the ARN of any domain. */
async function account(signal: AbortSignal): Promise<string> {
  try {
    const any = await new DomainQuerySet().first({ signal });
    return any?.arn?.split(':')[4] ?? 'unknown, because it has no domain yet';
  } catch (error) {
    if (!OperationNotPermittedError.is(error)) throw error;
    return 'unknown, because ListDomains is denied';
  }
}
