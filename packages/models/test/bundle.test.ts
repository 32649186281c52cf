import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

interface Chunk {
  readonly entry: boolean;
  readonly bytes: number;
  readonly text: string;
  readonly modules: readonly string[];
}

/**
 * The chunks of a program as a bundler ships it: minified, unused code dropped, the SDK apart, what
 * is loaded on demand in chunks of its own.
 */
async function bundle(program: string, splitting = true): Promise<readonly Chunk[]> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('..', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@swf/source'],
    external: ['@aws-sdk/client-swf'],
    splitting,
    outdir: 'out',
    write: false,
    metafile: true,
  });
  return Object.entries(metafile.outputs).map(([path, { entryPoint, bytes, inputs }]) => ({
    entry: entryPoint === '<stdin>',
    bytes,
    text: outputFiles.find((file) => file.path.endsWith(path.slice(path.lastIndexOf('/'))))?.text ?? '',
    modules: Object.keys(inputs).map((input) => input.slice(input.indexOf('packages/') + 'packages/'.length)),
  }));
}

/** The chunks that are loaded when the program starts. */
function atStart(chunks: readonly Chunk[]): readonly Chunk[] {
  const isOnDemand = ({ modules }: Chunk) => modules.includes('models/src/watch.ts');
  return chunks.filter((chunk) => !isOnDemand(chunk));
}

describe('a program that imports only Domain', () => {
  // Measured: 30 kB. Settings, INI parser and clients with their own request handler are 14 kB,
  // errors and option names 7 kB, the model the rest; describing any thrown value takes 150 bytes,
  // the characters of tags and the days of dates 300, a second try for a wrong clock 500.
  // Say what a higher ceiling buys.
  const CEILING_IN_BYTES = 31_200;
  const program = `import { Domain } from './src/index.js'; await new Domain('orders', { retentionPeriodInDays: 1 }).save();`;

  it('is smaller than its ceiling at start', async () => {
    const bytes = atStart(await bundle(program)).reduce((sum, chunk) => sum + chunk.bytes, 0);

    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(CEILING_IN_BYTES);
  });

  it('loads no code of executions, types, task lists and watching at start', async () => {
    const chunks = atStart(await bundle(program));
    const modules = chunks.flatMap((chunk) => chunk.modules);
    const text = chunks.map((chunk) => chunk.text).join('');

    expect(chunks.filter(({ entry }) => entry)).toHaveLength(1);
    expect(modules).toContain('models/src/domain.ts');
    for (const other of [
      'workflow-execution',
      'start-execution',
      'wait-until-closed',
      'watch',
      'polling',
      'task-list',
    ]) {
      expect(modules).not.toContain(`models/src/${other}.ts`);
    }
    for (const word of [
      'WorkflowExecutionCommand',
      'followRuns',
      'intervalInSeconds',
      'RegisterActivityType',
      'CountPending',
    ]) {
      expect(text).not.toContain(word);
    }
    expect(text).toContain('RegisterDomainCommand');
  });

  it('has the code of watching in a chunk that is loaded on use', async () => {
    const onDemand = (await bundle(program)).filter(({ modules }) => modules.includes('models/src/watch.ts'));

    expect(onDemand).toHaveLength(1);
    expect(onDemand[0]?.entry).toBe(false);
  });
});

describe('a bundler that does not split code', () => {
  it('adds only the code of watching to Domain', async () => {
    const [whole] = await bundle(`import { Domain } from './src/index.js'; console.log(Domain);`, false);
    const models = whole?.modules
      .filter((module) => module.startsWith('models/'))
      .map((module) => module.slice(11, -3));

    expect(models?.sort()).toEqual([
      'attributes',
      'diff',
      'domain',
      'domain-tags',
      'index',
      'model',
      'polling',
      'received',
      'value-object',
      'watch',
    ]);
    expect(whole?.text).not.toContain('WorkflowExecutionCommand');
  });
});

describe('a program that imports only TaskList or ActivityTask', () => {
  it.each(['TaskList', 'ActivityTask'])('loads no code of other models: %s', async (name) => {
    const chunks = await bundle(`import { ${name} } from './src/index.js'; console.log(${name});`);
    const modules = chunks.flatMap((chunk) => chunk.modules).filter((module) => module.startsWith('models/'));

    expect(modules).not.toContain('models/src/domain.ts');
    expect(modules).not.toContain('models/src/model.ts');
    expect(modules).not.toContain('models/src/workflow-execution.ts');
  });
});
