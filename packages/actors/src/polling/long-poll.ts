import type { $Command, ServiceInputTypes, ServiceOutputTypes, SWFClientResolvedConfig } from '@aws-sdk/client-swf';
import { type RequestOptions, sendOnce } from '@swf/settings/request';

// How long `@swf/local` held a poll that ended empty, by its own clock, which may be virtual.
const WAITED = /^swf-local waited (\S+) s$/;

/**
 * Sends a long poll; calls `onWaited` with its duration if the service reports it.
 *
 * The SDK does not retry it. Its second poll would be cut by the limit on the first, with the task
 * that it may bring, and would begin although the actor is stopping.
 */
export async function longPoll<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: $Command<Input, Output, SWFClientResolvedConfig>,
  taskList: { readonly domain: string; readonly name: string },
  { onWaited, ...options }: RequestOptions & { readonly onWaited?: ((seconds: number) => void) | undefined },
): Promise<Output> {
  const answer = await sendOnce(command, { kind: 'TaskList', ...taskList }, options);
  const [, seconds] = WAITED.exec(answer.$metadata?.extendedRequestId ?? '') ?? [];
  if (seconds !== undefined) onWaited?.(Number(seconds));
  return answer;
}
