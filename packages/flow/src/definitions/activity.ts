import { checkOptions, NAME, VERSION } from '@swf/settings/wire';
import { callActivity } from '../calls/activity.js';
import {
  ACTIVITY_OPTIONS,
  type ActivityCallOptions,
  type ActivityOptions,
  checkActivityOptions,
} from './activity-options.js';
import { define } from './definition.js';
import type { Pending, Wire } from './wire.js';

/** An activity type that workflows call like a function. */
export type ActivityDefinition<Input, Result> = (
  input: Input,
  options?: ActivityCallOptions,
) => Pending<Wire<Result>, Result>;

/**
 * Defines an activity type: workflows call it, workers implement it.
 *
 * @throws `InvalidArgumentError` for a name, a version or an option that SWF would refuse
 *
 * @example
 * const charge = activity<Charge, Receipt>('charge-card', '1.0', { taskList: 'payments', startToCloseTimeout: 30 });
 */
export function activity<Input = void, Result = void>(
  name: string,
  version: string,
  options: ActivityOptions,
): ActivityDefinition<Input, Result> {
  NAME.check('name', name);
  VERSION.check('version', version);
  checkActivityOptions(checkOptions('options', options, ACTIVITY_OPTIONS));
  const defined = { kind: 'activity', name, version, options };
  return define(
    (input: Input, call: ActivityCallOptions = {}) =>
      callActivity(defined, input, call) as Pending<Wire<Result>, Result>,
    defined,
  );
}
