import type { Decision as SdkDecision } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { show } from '@swf/settings/wire';
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

/** What the SDK takes for the decision; throws `InvalidArgumentError` for what is no decision of this package, or of another copy of it. */
export function jsonOf(decision: Decision): SdkDecision {
  const json = typeof decision?.toJSON === 'function' ? decision.toJSON() : undefined;
  if (json?.decisionType !== undefined && json.decisionType === decision.type) return json;
  const { decisionType } = (decision ?? {}) as Partial<SdkDecision>;
  const picture = decisionType === undefined ? show(decision) : `the SDK's form of ${show(decisionType)}`;
  throw new InvalidArgumentError(`A batch takes decisions such as TimerDecision.start() makes, not ${picture}`);
}
