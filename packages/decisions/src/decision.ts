import type { Decision as SdkDecision } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import type { DecisionAttributes, DecisionType } from './decision-attributes.js';

/** The attributes that name the subject of a decision; each has one at most. */
type Subject = Partial<Record<'activityId' | 'timerId' | 'markerName' | 'workflowId' | 'id', string>>;

/** A decision: its type, its attributes as they are sent, and the SDK's shape of both. */
export abstract class BaseDecision<Type extends DecisionType> {
  /** SWF's name of the decision type. */
  readonly type: Type;
  /** The attributes as they are sent: timeouts, priorities and payloads are strings. */
  readonly attributes: DecisionAttributes[Type];

  protected constructor(type: Type, attributes: DecisionAttributes[Type]) {
    this.type = type;
    this.attributes = attributes;
    // A subclass of a decision class may add fields.
    if (Object.getPrototypeOf(new.target) === BaseDecision) Object.freeze(this);
  }

  /** Returns the type and the subject, for example `StartTimer "patience"`. */
  toString(): string {
    const attributes: object = this.attributes;
    const { activityId, timerId, markerName, workflowId, id } = attributes as Subject;
    const subject = activityId ?? timerId ?? markerName ?? workflowId ?? id;
    return subject === undefined ? this.type : `${this.type} "${subject}"`;
  }

  /**
   * Returns the decision as the SDK takes it, for example in `RespondDecisionTaskCompletedCommand`.
   */
  toJSON(): SdkDecision {
    const member = `${this.type.charAt(0).toLowerCase()}${this.type.slice(1)}DecisionAttributes`;
    return { decisionType: this.type, [member]: this.attributes };
  }
}

/**
 * An immutable, validated decision of that type.
 *
 * Without a type argument it is any of the thirteen; comparing its `type` narrows its `attributes`.
 *
 * @example
 * const describe = (decision: Decision) =>
 *   decision.type === 'StartTimer' ? `timer ${decision.attributes.timerId}` : decision.type;
 * describe(TimerDecision.start({ timerId: 'reminder', startToFireTimeout: 60 })); // 'timer reminder'
 */
export type Decision<Type extends DecisionType = DecisionType> = { [Name in Type]: BaseDecision<Name> }[Type];

/** Returns the SDK's form of a decision. @throws `InvalidArgumentError` for anything else. */
export function jsonOf(decision: Decision): SdkDecision {
  const json = typeof decision?.toJSON === 'function' ? decision.toJSON() : undefined;
  if (json?.decisionType !== undefined && json.decisionType === decision.type) return json;
  throw new InvalidArgumentError(`decision must be one of @swf/decisions, got ${pictureOf(decision)}`);
}

/** Names a decision in the form of the SDK, which is what people try. */
export function pictureOf(value: unknown): string {
  const { decisionType } = (value ?? {}) as { readonly decisionType?: unknown };
  return decisionType === undefined ? preview(value) : `the SDK's form of ${preview(decisionType)}`;
}
