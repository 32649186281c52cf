import type { $Command, ServiceInputTypes, ServiceOutputTypes, SWFClientResolvedConfig } from '@aws-sdk/client-swf';
import { type RequestOptions, send } from '@swf/settings/request';

/** What `@swf/local` says of a poll that ended empty: its virtual clock is not ours. */
const WAITED_HEADER = 'x-swf-local-waited-seconds';

/** Sends a long poll; `onWaited` hears how long the service says it waited, if it says so. */
export async function longPoll<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: $Command<Input, Output, SWFClientResolvedConfig>,
  taskList: { readonly domain: string; readonly name: string },
  { onWaited, ...options }: RequestOptions & { readonly onWaited?: ((seconds: number) => void) | undefined },
): Promise<Output> {
  command.middlewareStack.add(
    (next) => async (args) => {
      const answered = await next(args);
      const seconds = headerOf(answered.response, WAITED_HEADER);
      if (seconds !== undefined) onWaited?.(Number(seconds));
      return answered;
    },
    { step: 'deserialize', priority: 'high', name: 'readWaited' },
  );
  return send(command, { kind: 'TaskList', ...taskList }, options);
}

function headerOf(response: unknown, name: string): string | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined;
  const { headers } = response;
  return typeof headers === 'object' && headers !== null ? Reflect.get(headers, name) : undefined;
}
