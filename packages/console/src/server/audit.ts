import { messageOf } from '@swf/settings/errors';
import type { AuditRecord } from './options.js';
import type { Services } from './services.js';

/** Records a change, or one that was refused, if the console keeps a record. */
export async function record(
  { options, clock }: Pick<Services, 'options' | 'clock'>,
  change: Omit<AuditRecord, 'time'>,
): Promise<void> {
  await options.audit?.({ time: new Date(clock.now()).toISOString(), ...change });
}

/** Records a change that was made. @throws `Error` that says so, if it cannot be kept. */
export async function recordDone(...[services, change]: Parameters<typeof record>): Promise<void> {
  try {
    await record(services, change);
  } catch (cause) {
    const reason = messageOf(cause);
    throw new Error(`the change was made, but it cannot be recorded: ${reason}`, { cause });
  }
}
