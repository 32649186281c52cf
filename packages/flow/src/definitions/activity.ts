import { checkOptions, NAME, VERSION } from '@swf/settings/wire';
import { callActivity } from '../calls/activity.js';
import {
  ACTIVITY_OPTIONS,
  type ActivityCallOptions,
  type ActivityOptions,
  checkActivityOptions,
} from './activity-options.js';
import { define } from './definition.js';
import type { Given, Received, Schema } from './schema.js';
import type { Pending, Wire } from './wire.js';

/** An activity type that workflows call like a function. */
export type ActivityDefinition<Input, Result, Received = Input, Implemented = Result> = (
  input: Input,
  options?: ActivityCallOptions,
) => Pending<Wire<Result>, Implemented, Received>;

/**
 * Defines an activity type: workflows call it, workers implement it.
 *
 * @throws `InvalidArgumentError` for a name, a version or an option that SWF would refuse
 *
 * @example
 * const charge = activity<Charge, Receipt>('charge-card', '1.0', {
 *   taskList: 'payments',
 *   startToCloseTimeout: 30,
 * });
 */
export function activity<Input extends Schema, Result extends Schema>(
  name: string,
  version: string,
  options: ActivityOptions & { readonly input: Input; readonly result: Result },
): ActivityDefinition<Given<Input>, Received<Result>, Received<Input>, Given<Result>>;
export function activity<Input extends Schema, Result = void>(
  name: string,
  version: string,
  options: ActivityOptions & { readonly input: Input; readonly result?: undefined },
): ActivityDefinition<Given<Input>, Result, Received<Input>>;
export function activity<Result extends Schema, Input = void>(
  name: string,
  version: string,
  options: ActivityOptions & { readonly input?: undefined; readonly result: Result },
): ActivityDefinition<Input, Received<Result>, Input, Given<Result>>;
export function activity<Input = void, Result = void>(
  name: string,
  version: string,
  options: ActivityOptions,
): ActivityDefinition<Input, Result>;
export function activity<Input, Result>(
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
      callActivity(defined, input, call) as Pending<Wire<Result>, Result, Input>,
    defined,
  );
}
