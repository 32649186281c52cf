import { show } from '@swf/settings/wire';
import type { LambdaFunction } from '../compile/lambda-function.js';
import type { EventName } from '../event/attributes.js';
import type { Given } from './given.js';
import { TimerEvents } from './timer-events.js';

/** What happens to Lambda functions. */
export abstract class LambdaFunctionEvents extends TimerEvents {
  /** The decider schedules a Lambda function. */
  lambdaFunctionScheduled(id: string, given: Given<'LambdaFunctionScheduled'> = {}): this {
    return this.decide('LambdaFunctionScheduled', given, { id });
  }

  /** SWF refuses to schedule a Lambda function; the default cause is ID_ALREADY_IN_USE. */
  scheduleLambdaFunctionFailed(id: string, given: Given<'ScheduleLambdaFunctionFailed'> = {}): this {
    return this.decide('ScheduleLambdaFunctionFailed', given, { id });
  }

  /** SWF calls the function. */
  lambdaFunctionStarted(id: string): this {
    const { scheduledEventId } = this.#function('LambdaFunctionStarted', id);
    return this.happen('LambdaFunctionStarted', {}, { scheduledEventId });
  }

  /** SWF cannot call the function; the default cause is ASSUME_ROLE_FAILED. */
  startLambdaFunctionFailed(id: string, given: Given<'StartLambdaFunctionFailed'> = {}): this {
    const { scheduledEventId } = this.#function('StartLambdaFunctionFailed', id);
    return this.trigger('StartLambdaFunctionFailed', given, { scheduledEventId });
  }

  /** The function returns. */
  lambdaFunctionCompleted(id: string, given: Given<'LambdaFunctionCompleted'> = {}): this {
    return this.trigger('LambdaFunctionCompleted', given, this.#ids('LambdaFunctionCompleted', id));
  }

  /** The function fails. */
  lambdaFunctionFailed(id: string, given: Given<'LambdaFunctionFailed'> = {}): this {
    return this.trigger('LambdaFunctionFailed', given, this.#ids('LambdaFunctionFailed', id));
  }

  /** The function takes too long. */
  lambdaFunctionTimedOut(id: string, given: Given<'LambdaFunctionTimedOut'> = {}): this {
    return this.trigger('LambdaFunctionTimedOut', given, this.#ids('LambdaFunctionTimedOut', id));
  }

  #function(name: EventName, id: string): LambdaFunction {
    const known = this.state.lambdaFunctions.get(id);
    return known ?? this.refuse(name, `names the id ${show(id)}, which was not scheduled`);
  }

  #ids(name: EventName, id: string): object {
    const { scheduledEventId, startedEventId } = this.#function(name, id);
    return { scheduledEventId, startedEventId };
  }
}
