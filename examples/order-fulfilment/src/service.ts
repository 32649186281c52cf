import { startLocalService } from '@swf/local';
import * as settings from '@swf/settings';

/** The SWF that the example runs on. */
export interface Service extends AsyncDisposable {
  readonly description: string;
}

/** Amazon SWF, as the ordinary settings say, or an embedded one on a free port of this machine. */
export async function openService({ aws }: { readonly aws: boolean }): Promise<Service> {
  if (aws) {
    const { region = 'the default region' } = settings.get();
    return { description: `Amazon SWF in ${region}`, [Symbol.asyncDispose]: async () => {} };
  }
  const local = await startLocalService();
  settings.set({ region: 'us-east-1', endpoint: local.endpoint, accessKeyId: 'local', secretAccessKey: 'local' });
  return { description: `an embedded SWF at ${local.endpoint}`, [Symbol.asyncDispose]: () => local.close() };
}
