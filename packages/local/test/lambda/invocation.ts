import { type HistoryEvent, RespondDecisionTaskCompletedCommand, type SWFClient } from '@aws-sdk/client-swf';
import { type LambdaOptions, VirtualClock } from '@swf/local';
import { pollForDecision, prepare, start } from '../actors.js';
import { createLocalService } from '../services.js';

/** A function in a decision. */
export interface Scheduled {
  readonly name: string;
  readonly input?: string;
  readonly startToCloseTimeout?: string;
}

/** Starts an execution that schedules functions. */
export async function schedule(client: SWFClient, ...scheduled: readonly Scheduled[]): Promise<void> {
  await prepare(client);
  await start(client, 'order-1');
  const { taskToken } = await pollForDecision(client);
  const decisions = scheduled.map((each, index) => ({
    decisionType: 'ScheduleLambdaFunction' as const,
    scheduleLambdaFunctionDecisionAttributes: { id: `${index + 1}`, ...each },
  }));
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
}

/** The events of Lambda tasks from their start to the end of the first. */
export async function invoke(
  lambda: LambdaOptions | undefined,
  ...scheduled: readonly Scheduled[]
): Promise<HistoryEvent[]> {
  await using service = createLocalService({ clock: new VirtualClock(), lambda });
  const client = service.client();
  await schedule(client, ...scheduled);
  const { events = [] } = await pollForDecision(client);
  return events.filter(({ eventType }) => /^(Start)?Lambda/.test(eventType ?? ''));
}
