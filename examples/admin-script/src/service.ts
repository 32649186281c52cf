import { createLocalService, VirtualClock } from '@swf/local';
import * as settings from '@swf/settings';
import { seed } from './seed.js';

/** The SWF that the commands use. */
export interface Service extends AsyncDisposable {
  readonly description: string;
}

/** Opens Amazon SWF with the usual AWS settings, or an embedded SWF with some executions. */
export async function openService({ aws }: { readonly aws: boolean }): Promise<Service> {
  if (aws) {
    const { region = 'the default region' } = settings.get();
    return { description: `Amazon SWF in ${region}`, [Symbol.asyncDispose]: async () => {} };
  }
  const clock = new VirtualClock({ start: new Date('2026-03-01T08:00:00Z') });
  const local = createLocalService({ clock });
  settings.setClient(local.client());
  await seed(clock);
  return { description: 'an embedded SWF', [Symbol.asyncDispose]: () => local.close() };
}
