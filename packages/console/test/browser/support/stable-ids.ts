import type { SWFClient } from '@aws-sdk/client-swf';

const RUN_ID = /22[A-Za-z0-9+/]{30,}=*/g;

/**
 * Wraps a client so that run ids, which the service chooses at random, are the same each time: they
 * are counted as they first appear. Pictures show them.
 */
export function stableIds(client: SWFClient): Pick<SWFClient, 'send'> {
  const stable = new Map<string, string>();
  const original = new Map<string, string>();
  const toStable = (id: string) => {
    const known = stable.get(id);
    if (known !== undefined) return known;
    const chosen = runId(stable.size + 1, id.length);
    stable.set(id, chosen);
    original.set(chosen, id);
    return chosen;
  };
  const send = async (command: { input: object }, ...rest: readonly unknown[]) => {
    command.input = mapped(command.input, (text) => text.replace(RUN_ID, (id) => original.get(id) ?? id));
    const answer = await Reflect.apply(client.send, client, [command, ...rest]);
    // A task token may have a part that looks like a run id.
    return mapped(answer, (text, name) =>
      /runId$/i.test(name) ? text.replace(RUN_ID, toStable) : text.replace(RUN_ID, (id) => stable.get(id) ?? id),
    );
  };
  return { send } as Pick<SWFClient, 'send'>;
}

/** A run id that looks like SWF's. */
function runId(number: number, length: number): string {
  let text = '22';
  for (let state = number * 7919; text.length < length - 1; state = (state * 48_271) % 2_147_483_647) {
    text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[state % 62] ?? 'A';
  }
  return `${text}=`;
}

function mapped<T>(value: T, map: (text: string, name: string) => string, name = ''): T {
  if (typeof value === 'string') return map(value, name) as T;
  if (Array.isArray(value)) return value.map((each) => mapped(each, map, name)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapped(each, map, key)])) as T;
}
