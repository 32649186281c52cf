import {
  CHILD_POLICY,
  checkLength,
  checkObject,
  checkOneOf,
  checkOptions,
  DATA,
  REASON,
  SIGNAL_NAME,
} from '@swf/settings/wire';
import type { Change } from './change.js';

const CHANGES: { readonly [Operation in Change['operation']]: Readonly<Record<string, Pick<typeof DATA, 'check'>>> } = {
  signal: { signalName: SIGNAL_NAME, input: DATA },
  cancel: {},
  terminate: { reason: REASON, details: DATA, childPolicy: CHILD_POLICY as unknown as typeof DATA },
};

/**
 * Checks a change before a batch begins.
 *
 * @param prefix what errors put before the names of its members.
 * @throws `InvalidArgumentError` for a change that SWF would refuse for every run.
 */
export function checkChange(change: Change, prefix = ''): Change {
  checkOneOf(`${prefix}operation`, checkObject('change', change).operation, ['signal', 'cancel', 'terminate']);
  const { operation, ...members } = change;
  const codecs = CHANGES[operation];
  checkOptions<object>('change', members, codecs);
  if (operation === 'signal') checkLength(`${prefix}signalName`, change.signalName, { min: 1, max: 256 });
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) codecs[name]?.check(`${prefix}${name}`, value);
  }
  return change;
}
