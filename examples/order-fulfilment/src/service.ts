import { startLocalService } from '@swf/local';
import * as settings from '@swf/settings';

/** The SWF that the example runs on. */
export interface Service extends AsyncDisposable {
  readonly description: string;
}

/** Opens Amazon SWF with the usual AWS settings, or an embedded SWF on a free port. */
export async function openService({ aws }: { readonly aws: boolean }): Promise<Service> {
  if (aws) {
    const { region = 'the default region' } = settings.get();
    return { description: `Amazon SWF in ${region}`, [Symbol.asyncDispose]: async () => {} };
  }
  const local = await startLocalService();
  settings.set({ region: 'us-east-1', endpoint: local.endpoint, accessKeyId: 'local', secretAccessKey: 'local' });
  return { description: `an embedded SWF at ${local.endpoint}`, [Symbol.asyncDispose]: () => local.close() };
}
