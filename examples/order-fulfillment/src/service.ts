import { startConsole } from '@swf/console';
import { kinds } from '@swf/console/changes';
import { startLocalService } from '@swf/local';
import * as settings from '@swf/settings';
import { DOMAIN } from './registration.js';

/** The SWF that the example runs on. */
export interface Service extends AsyncDisposable {
  readonly description: string;
}

/**
 * Opens Amazon SWF with the usual AWS settings, the SWF whose endpoint is configured, as `swf dev`
 * does, or else an embedded SWF and its console on free ports.
 */
export async function openService({ aws }: { readonly aws: boolean }): Promise<Service> {
  const { endpoint, region = 'the default region' } = settings.get();
  if (endpoint !== undefined) return { description: `the SWF at ${endpoint}`, [Symbol.asyncDispose]: async () => {} };
  if (aws) return { description: `Amazon SWF in ${region}`, [Symbol.asyncDispose]: async () => {} };
  const local = await startLocalService();
  settings.set({ region: 'us-east-1', endpoint: local.endpoint, accessKeyId: 'local', secretAccessKey: 'local' });
  const console = await startConsole({
    client: settings.connect(),
    domain: DOMAIN,
    target: { service: 'local', domain: DOMAIN, region: 'us-east-1' },
    localEndpoint: local.endpoint,
    changes: kinds,
    pollers: () => local.pollers(),
  });
  return {
    description: `an embedded SWF at ${local.endpoint}\nwatch them in the console on ${console.url}`,
    async [Symbol.asyncDispose]() {
      await console.close();
      await local.close();
    },
  };
}
