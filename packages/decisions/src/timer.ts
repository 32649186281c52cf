import { checkInteger, checkName, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { attributesOf } from './fields.js';

/** What starts a timer. */
export interface StartTimer {
  /** The timer's id, unlike that of any open timer; 1 to 256 characters without `:`, `/`, `|` and control characters. */
  readonly timerId: string;
  /** Whole seconds until it fires, 0 to 31,536,000; 0 fires at once, in a transaction of its own. */
  readonly startToFireTimeout: number;
  /** JSON for the decider alone: it comes back in TimerStarted. */
  readonly control?: unknown;
}

const START_TIMER: OptionNames<StartTimer> = { timerId: true, startToFireTimeout: true, control: true };

/** What cancels a timer. */
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
   * @throws `InvalidArgumentError` where an attribute breaks a rule of SWF.
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
   * Cancels an open timer; SWF gives no decision task for that alone.
   *
   * @throws `InvalidArgumentError` where the id breaks a rule of SWF.
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
