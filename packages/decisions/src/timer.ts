import type { CancelTimerDecisionAttributes, StartTimerDecisionAttributes } from '@aws-sdk/client-swf';
import { NAME, PAYLOAD, required, SECONDS, type Structure } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { formatAttributes } from './decision-attributes.js';

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

const START_TIMER: Structure<StartTimer, StartTimerDecisionAttributes> = {
  timerId: required(NAME),
  startToFireTimeout: required(SECONDS),
  control: PAYLOAD,
};

/** The attributes of a timer to cancel. */
export interface CancelTimer {
  /** The id of an open timer. */
  readonly timerId: string;
}

const CANCEL_TIMER: Structure<CancelTimer, CancelTimerDecisionAttributes> = { timerId: required(NAME) };

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
    return new TimerDecision('StartTimer', formatAttributes('StartTimer', START_TIMER, attributes));
  }

  /**
   * Cancels an open timer, which by itself causes no decision task.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * TimerDecision.cancel({ timerId: 'reminder' });
   */
  static cancel(attributes: CancelTimer): Decision<'CancelTimer'> {
    return new TimerDecision('CancelTimer', formatAttributes('CancelTimer', CANCEL_TIMER, attributes));
  }
}
