import { checkInteger, checkName, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { attributesOf } from './fields.js';

/** The attributes of a timer to start. */
export interface StartTimer {
  /**
   * An id that no open timer has; 1 to 256 characters without `:`, `/`, `|` and control characters.
   */
  readonly timerId: string;
  /** Seconds until it fires, 0 to 31,536,000; with 0, it fires in the next transaction. */
  readonly startToFireTimeout: number;
  /** A payload for the decider itself, returned in TimerStarted. */
  readonly control?: unknown;
}

const START_TIMER: OptionNames<StartTimer> = { timerId: true, startToFireTimeout: true, control: true };

/** The attributes of a timer to cancel. */
export interface CancelTimer {
  /** The id of an open timer. */
  readonly timerId: string;
}

const CANCEL_TIMER: OptionNames<CancelTimer> = { timerId: true };

/** The decisions about timers. */
export class TimerDecision<Type extends 'StartTimer' | 'CancelTimer'> extends BaseDecision<Type> {
  /**
   * Starts a timer, which fires once.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * TimerDecision.start({ timerId: 'reminder', startToFireTimeout: 3600, control: { attempt: 1 } });
   */
  static start(attributes: StartTimer): Decision<'StartTimer'> {
    return new TimerDecision(
      'StartTimer',
      attributesOf('StartTimer', attributes, START_TIMER, (given, at) => ({
        timerId: checkName(at('timerId'), given.timerId),
        startToFireTimeout: String(
          checkInteger(at('startToFireTimeout'), given.startToFireTimeout, { max: LIMITS.timeoutInSeconds }),
        ),
        control: encodePayload(at('control'), given.control, LIMITS.data),
      })),
    );
  }

  /**
   * Cancels an open timer, which by itself causes no decision task.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * TimerDecision.cancel({ timerId: 'reminder' });
   */
  static cancel(attributes: CancelTimer): Decision<'CancelTimer'> {
    return new TimerDecision(
      'CancelTimer',
      attributesOf('CancelTimer', attributes, CANCEL_TIMER, (given, at) => ({
        timerId: checkName(at('timerId'), given.timerId),
      })),
    );
  }
}
