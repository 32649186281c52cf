import type { $Command, ServiceInputTypes, ServiceOutputTypes, SWFClientResolvedConfig } from '@aws-sdk/client-swf';
import { type RequestOptions, send } from '@swf/settings/request';

// What `@swf/local` says of a poll that ended empty: its virtual clock is not ours.
const WAITED = /^swf-local waited (\S+) s$/;

/** Sends a long poll; `onWaited` hears how long the service says it waited, if it says so. */
export async function longPoll<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: $Command<Input, Output, SWFClientResolvedConfig>,
  taskList: { readonly domain: string; readonly name: string },
  { onWaited, ...options }: RequestOptions & { readonly onWaited?: ((seconds: number) => void) | undefined },
): Promise<Output> {
  const answer = await send(command, { kind: 'TaskList', ...taskList }, options);
  const [, seconds] = WAITED.exec(answer.$metadata?.extendedRequestId ?? '') ?? [];
  if (seconds !== undefined) onWaited?.(Number(seconds));
  return answer;
}
