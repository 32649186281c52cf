import type { AuditRecord } from './options.js';
import type { Services } from './services.js';

/** Records a change, or one that was refused, if the console keeps a record. */
export async function record(
  { options, clock }: Pick<Services, 'options' | 'clock'>,
  change: Omit<AuditRecord, 'time'>,
): Promise<void> {
  await options.audit?.({ time: new Date(clock.now()).toISOString(), ...change });
}
