import type {
  CancelTimerDecisionAttributes,
  CancelWorkflowExecutionDecisionAttributes,
  CompleteWorkflowExecutionDecisionAttributes,
  ContinueAsNewWorkflowExecutionDecisionAttributes,
  FailWorkflowExecutionDecisionAttributes,
  RecordMarkerDecisionAttributes,
  RequestCancelActivityTaskDecisionAttributes,
  RequestCancelExternalWorkflowExecutionDecisionAttributes,
  ScheduleActivityTaskDecisionAttributes,
  ScheduleLambdaFunctionDecisionAttributes,
  SignalExternalWorkflowExecutionDecisionAttributes,
  StartChildWorkflowExecutionDecisionAttributes,
  StartTimerDecisionAttributes,
} from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, formatStructure, preview, type Structure, type TypeRef } from '@swf/settings/wire';

/** The SDK's attributes, read-only and with the required ones present. */
type Sent<Attributes, Required extends keyof Attributes = never> = Readonly<Attributes> & {
  readonly [Name in Required]: NonNullable<Attributes[Name]>;
};

/** The attributes of each decision as they are sent, by decision type. */
export interface DecisionAttributes {
  ScheduleActivityTask: Sent<ScheduleActivityTaskDecisionAttributes, 'activityId'> & { readonly activityType: TypeRef };
  RequestCancelActivityTask: Sent<RequestCancelActivityTaskDecisionAttributes, 'activityId'>;
  StartTimer: Sent<StartTimerDecisionAttributes, 'timerId' | 'startToFireTimeout'>;
  CancelTimer: Sent<CancelTimerDecisionAttributes, 'timerId'>;
  RecordMarker: Sent<RecordMarkerDecisionAttributes, 'markerName'>;
  CompleteWorkflowExecution: Sent<CompleteWorkflowExecutionDecisionAttributes>;
  FailWorkflowExecution: Sent<FailWorkflowExecutionDecisionAttributes>;
  CancelWorkflowExecution: Sent<CancelWorkflowExecutionDecisionAttributes>;
  ContinueAsNewWorkflowExecution: Sent<ContinueAsNewWorkflowExecutionDecisionAttributes>;
  StartChildWorkflowExecution: Sent<StartChildWorkflowExecutionDecisionAttributes, 'workflowId'> & {
    readonly workflowType: TypeRef;
  };
  SignalExternalWorkflowExecution: Sent<SignalExternalWorkflowExecutionDecisionAttributes, 'workflowId' | 'signalName'>;
  RequestCancelExternalWorkflowExecution: Sent<RequestCancelExternalWorkflowExecutionDecisionAttributes, 'workflowId'>;
  ScheduleLambdaFunction: Sent<ScheduleLambdaFunctionDecisionAttributes, 'id' | 'name'>;
}

/** SWF's name of a decision type. */
export type DecisionType = keyof DecisionAttributes;

/**
 * Returns the attributes of a decision as they are sent, frozen and without absent ones.
 *
 * @throws `InvalidArgumentError` if they are not a plain object, or one is unknown or breaks a rule
 * of SWF.
 */
export function formatAttributes<Type extends DecisionType, Given extends object, Wire>(
  type: Type,
  structure: Structure<Given, Wire>,
  given: Given,
): DecisionAttributes[Type] {
  const tag = Object.prototype.toString.call(given);
  if (tag !== '[object Object]') {
    const picture = typeof given === 'object' && given !== null ? tag : preview(given);
    throw new InvalidArgumentError(`${type} must be an object of attributes, got ${picture}`);
  }
  const formatted = formatStructure(structure, checkOptions(type, given, structure), type);
  return Object.freeze(formatted) as object as DecisionAttributes[Type];
}
