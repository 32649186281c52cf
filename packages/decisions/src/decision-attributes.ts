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
import type { TypeRef } from './refs.js';

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
