import type { Decision as SdkDecision } from '@aws-sdk/client-swf';
import type { DecisionAttributes, DecisionType } from './decision-attributes.js';

/** What every decision is: a type, the attributes that SWF takes for it, and the SDK's shape of both. */
export abstract class BaseDecision<Type extends DecisionType> {
  /** SWF's name of the decision's type. */
  readonly type: Type;
  /** The attributes as they are sent: strings where SWF wants strings, absent where nothing was given. */
  readonly attributes: DecisionAttributes[Type];

  protected constructor(type: Type, attributes: DecisionAttributes[Type]) {
    this.type = type;
    this.attributes = attributes;
    Object.freeze(this);
  }

  /** The decision as the SDK takes it, in `RespondDecisionTaskCompletedCommand` for one. */
  toJSON(): SdkDecision {
    const member = `${this.type.charAt(0).toLowerCase()}${this.type.slice(1)}DecisionAttributes`;
    return { decisionType: this.type, [member]: this.attributes };
  }
}

/**
 * One decision of a decider: immutable, and complete as far as SWF's rules for it alone go.
 *
 * Without a parameter it is any of the thirteen, told apart by `type`.
 *
 * @example
 * const describe = (decision: Decision) =>
 *   decision.type === 'StartTimer' ? `timer ${decision.attributes.timerId}` : decision.type;
 * describe(TimerDecision.start({ timerId: 'reminder', startToFireTimeout: 60 })); // 'timer reminder'
 */
export type Decision<Type extends DecisionType = DecisionType> = { [Name in Type]: BaseDecision<Name> }[Type];
