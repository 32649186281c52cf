import { scope, sleep, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { play, testFlow } from '@swf/flow/testing';

// Runs a workflow that leaves a timer which nobody awaits, and prints the warnings of the process.

const definition = workflow('floating', '1.0', { taskList: 'floating' }, async () => {
  await scope(async ({ cancel }) => {
    void sleep(600).then(() => cancel('too late'));
    await sleep(1);
  });
  return 'fine';
});

const warnings: string[] = [];
const details: (string | null)[] = [];
process.on('warning', ({ name, message, ...others }) => {
  warnings.push(`${name}: ${message}`);
  details.push((others as { readonly detail?: string }).detail ?? null);
});
const outcomes: Readonly<Record<string, () => Promise<unknown>>> = {
  async play() {
    const p = await play(definition);
    await p.fire();
    return p.outcome;
  },
  async text() {
    const p = await play(
      workflow('floating', '1.0', {}, async () => {
        void Promise.reject('no error');
        return sleep(1).then(() => 'fine');
      }),
    );
    await p.fire();
    return p.outcome;
  },
  async replay() {
    const p = await play(definition);
    await p.fire();
    warnings.length = 0;
    return (await replayFlow(definition, p.history)).outcome;
  },
  async testFlow() {
    await using env = await testFlow({ workflows: [definition] });
    return { result: await env.run(definition) };
  },
};
const outcome = await outcomes[process.argv[2] ?? '']?.();
await new Promise((resolve) => setImmediate(resolve));
process.stdout.write(`${JSON.stringify({ outcome, warnings, details })}\n`);
