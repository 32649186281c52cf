import { show } from '@swf/settings/wire';
import type { LambdaFunction } from '../compile/lambda-function.js';
import type { EventName } from '../event/attributes.js';
import type { Given } from './given.js';
import { TimerEvents } from './timer-events.js';

/** The events of Lambda functions. */
export abstract class LambdaFunctionEvents extends TimerEvents {
  /** Schedules a Lambda function. */
  lambdaFunctionScheduled(id: string, given: Given<'LambdaFunctionScheduled'> = {}): this {
    return this.decide('LambdaFunctionScheduled', given, { id });
  }

  /** Refuses to schedule a Lambda function. Default cause: ID_ALREADY_IN_USE. */
  scheduleLambdaFunctionFailed(id: string, given: Given<'ScheduleLambdaFunctionFailed'> = {}): this {
    return this.decide('ScheduleLambdaFunctionFailed', given, { id });
  }

  /** Starts the function. */
  lambdaFunctionStarted(id: string): this {
    const { scheduledEventId } = this.#function('LambdaFunctionStarted', id);
    return this.happen('LambdaFunctionStarted', {}, { scheduledEventId });
  }

  /** Fails to start the function. Default cause: ASSUME_ROLE_FAILED. */
  startLambdaFunctionFailed(id: string, given: Given<'StartLambdaFunctionFailed'> = {}): this {
    const { scheduledEventId } = this.#function('StartLambdaFunctionFailed', id);
    return this.trigger('StartLambdaFunctionFailed', given, { scheduledEventId });
  }

  /** Completes the function. */
  lambdaFunctionCompleted(id: string, given: Given<'LambdaFunctionCompleted'> = {}): this {
    return this.trigger('LambdaFunctionCompleted', given, this.#ids('LambdaFunctionCompleted', id));
  }

  /** Fails the function. */
  lambdaFunctionFailed(id: string, given: Given<'LambdaFunctionFailed'> = {}): this {
    return this.trigger('LambdaFunctionFailed', given, this.#ids('LambdaFunctionFailed', id));
  }

  /** Times the function out. */
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
