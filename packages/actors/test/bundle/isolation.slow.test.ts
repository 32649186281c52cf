import { execFile as execFileCallback } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { startLocalService } from '@swf/local';
import { type BuildOptions, build } from 'esbuild';
import { rollup } from 'rollup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityType, decideOne, domain, startExecution, workflow } from '../support/workflow.js';

const execFile = promisify(execFileCallback);
const runner = fileURLToPath(new URL('../../isolated/run.mjs', import.meta.url));

/**
 * A worker with one isolated activity of the module beside it, which stops after its first task.
 */
const PROGRAM = `
  import { SWFClient } from '@aws-sdk/client-swf';
  import { ActivityWorker } from './src/index.js';
  import { isolated } from './src/isolation/index.js';

  const [endpoint, module, isolation, runner] = process.argv.slice(2);
  const client = new SWFClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const activities = { activity: isolated({ module, isolation, runner }) };
  const worker = new ActivityWorker({ name: 'test' }, 'activities', { client, activities });
  worker.once('failed', ({ error }) => console.log(String(error)));
  worker.once('done', () => worker.stop({ polls: 'abort' }));
  worker.start().catch((error) => console.log(error.message));
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-bundle-'));
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'activity.mjs'), 'export default () => process.pid;\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

const SDK = '@aws-sdk/client-swf';
const SOURCE = {
  stdin: { contents: PROGRAM, resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'ts' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['@swf/source'],
  logLevel: 'error',
} satisfies BuildOptions;

const BUNDLERS = {
  async esbuild(format: 'cjs' | 'esm', outfile: string) {
    // CommonJS modules in an ESM bundle load Node's own modules by require.
    const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
    await build({ ...SOURCE, format, banner: format === 'esm' ? { js } : {}, outfile });
  },
  /** Rollup reads plain JavaScript: the sources as one module, and the SDK beside it. */
  async rollup(format: 'cjs' | 'esm', outfile: string) {
    const input = join(folder, 'input.mjs');
    await build({ ...SOURCE, format: 'esm', external: [SDK, '@opentelemetry/api'], outfile: input });
    const made = await rollup({
      input,
      external: (id) => id === SDK || id.startsWith('@opentelemetry/') || id.startsWith('node:'),
    });
    await made.write({ file: outfile, format, inlineDynamicImports: true });
    await made.close();
  },
};

async function bundle(bundler: keyof typeof BUNDLERS, format: 'cjs' | 'esm'): Promise<string> {
  const outfile = join(folder, `${bundler}.${format === 'cjs' ? 'cjs' : 'mjs'}`);
  await BUNDLERS[bundler](format, outfile);
  return outfile;
}

/** What the program prints when it runs with a service that has one execution for it. */
async function run(program: string, ...args: string[]): Promise<{ printed: string; state: string | undefined }> {
  await using service = await startLocalService();
  const client = service.client();
  for (const model of [domain, workflow, activityType()]) await model.save({ client });
  const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
  await decider.start();
  const execution = await startExecution(client);
  const { stdout } = await execFile(process.execPath, [
    program,
    service.endpoint,
    join(folder, 'activity.mjs'),
    ...args,
  ]);
  await decider.stop({ polls: 'abort' });
  const history = await new HistoryQuerySet(domain).get(execution, { client });
  return { printed: stdout.trim(), state: history.compile().activityTasks.get('one')?.state };
}

describe.each([
  ['esbuild', 'cjs'],
  ['esbuild', 'esm'],
  ['rollup', 'cjs'],
  ['rollup', 'esm'],
] as const)('A bundle by %s as %s', (bundler, format) => {
  let program: string;

  beforeAll(async () => {
    program = await bundle(bundler, format);
  });

  it('refuses to start a worker with isolated activities, and names the remedy', async () => {
    const { printed } = await run(program, 'thread');

    // Rollup gives a bundle in CommonJS a URL.
    const given = bundler === 'esbuild' && format === 'cjs' ? '' : ', got \\S+';
    const remedy =
      'a bundle has to name it: copy isolated/run\\.mjs of @swf/actors beside the bundle and give its location as `runner`';
    expect(printed).toMatch(new RegExp(`the file that isolated activities run in must exist${given}; ${remedy}$`));
  });

  it.each(['thread', 'process'])('runs an activity in a %s with the runner beside it', async (isolation) => {
    const copy = join(folder, 'run.mjs');
    copyFileSync(runner, copy);

    expect(await run(program, isolation, copy)).toEqual({ printed: '', state: 'completed' });
  });
});
