import { OpenActivityTask } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { activity, implement, workflow } from '@swf/flow';
import { testFlow } from '@swf/flow/testing';
import { describe, expect, it, vi } from 'vitest';

const options = { startToCloseTimeout: 3600 };
const ask = activity<string, { approved: boolean }>('ask', '1.0', options);
const shout = activity<string, string>('shout', '1.0', options);

describe('An implemented activity', () => {
  it('can leave its task open, to be completed elsewhere by its token', async () => {
    const definition = workflow('asking', '1.0', {}, (question: string) => ask(question));
    let token = '';
    const asking = implement(ask, async (_question, { task, completeLater }) => {
      token = task.taskToken;
      return completeLater();
    });
    await using env = await testFlow({ workflows: [definition], activities: [asking] });
    const run = await env.start(definition, 'may I?');
    await vi.waitUntil(() => token !== '');
    await new OpenActivityTask(token).complete({ approved: true }, { client: env.client });

    expect(await run.result()).toEqual({ approved: true });
  });

  it('can run in a thread, with the payloads of its definition', async () => {
    const definition = workflow('shouting', '1.0', {}, (word: string) => shout(word));
    const module = new URL('./support/shout.mjs', import.meta.url);
    const shouting = implement(shout, isolated({ module, export: 'shout', isolation: 'thread' }));
    await using env = await testFlow({ workflows: [definition], activities: [shouting] });

    expect(await env.run(definition, '42')).toBe('42!');
  });
});
