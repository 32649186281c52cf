import type { RespondDecisionTaskCompletedCommandInput, Decision as SdkDecision } from '@aws-sdk/client-swf';
import type { OptionNames } from '@swf/settings/wire';

/** The members of an answer besides its decisions. */
export type AnswerEnvelope = Readonly<Partial<Omit<RespondDecisionTaskCompletedCommandInput, 'decisions'>>>;

export const ANSWER_ENVELOPE: OptionNames<AnswerEnvelope> = {
  taskToken: true,
  executionContext: true,
  taskList: true,
  taskListScheduleToStartTimeout: true,
};

/** Returns the size of the answer's body without decisions, in bytes. */
export function envelopeSize(envelope: AnswerEnvelope): number {
  return bytesOf({ taskToken: '', ...envelope, decisions: [] });
}

/** Returns the bytes that a decision adds to the body, including the comma before it. */
export function decisionSize(decision: SdkDecision, index: number): number {
  return bytesOf(decision) + (index === 0 ? 0 : 1);
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
