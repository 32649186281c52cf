import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { rollup } from 'rollup';
import { describe, expect, it } from 'vitest';
import { manifests, readJson, root, succeed } from '../packages.js';

/** The built files of all entry points, by specifier. Run `npm run build` first. */
const BUILT = new Map(
  manifests.flatMap(({ name, exports }) =>
    Object.entries(exports).flatMap(([path, target]) =>
      typeof target === 'string'
        ? []
        : [[name + path.slice(1), join(root, 'packages', name.slice('@swf/'.length), target.default)] as const],
    ),
  ),
);

const specifiers = [...BUILT.keys()];

function builtFile(specifier: string): string {
  return BUILT.get(specifier) ?? expect.fail(`unknown entry point ${specifier}`);
}

/**
 * The most files and kilobytes of these packages that an import loads. A commit that raises one
 * explains why.
 */
const IMPORTS: Readonly<Record<string, readonly [files: number, kilobytes: number]>> = {
  '@swf/actors': [22, 382],
  '@swf/actors/decider': [20, 350],
  '@swf/actors/isolation': [8, 62],
  '@swf/actors/pool': [8, 47],
  '@swf/actors/worker': [17, 216],
  '@swf/console': [19, 498],
  '@swf/console/changes': [15, 266],
  '@swf/console/facts': [17, 385],
  '@swf/decisions': [5, 75],
  '@swf/decisions/replay': [9, 178],
  '@swf/explain': [9, 190],
  '@swf/flow': [28, 559],
  '@swf/flow/errors': [4, 23],
  '@swf/flow/eslint': [2, 15],
  '@swf/flow/replay': [27, 483],
  '@swf/flow/testing': [29, 565],
  '@swf/history': [7, 132],
  '@swf/history/builder': [7, 151],
  '@swf/history/timeline': [6, 65],
  '@swf/local': [2, 247],
  '@swf/models': [9, 119],
  '@swf/querysets': [10, 163],
  '@swf/querysets/text': [5, 50],
  '@swf/settings': [5, 57],
  '@swf/settings/lean': [7, 75],
  '@swf/settings/errors': [2, 13],
  '@swf/settings/request': [5, 65],
  '@swf/settings/wire': [3, 36],
};

const PRINT_LOADED_FILES = `
  import { Session } from 'node:inspector';
  const session = new Session();
  const urls = [];
  session.connect();
  session.on('Debugger.scriptParsed', ({ params: { url } }) => urls.push(url));
  session.post('Debugger.enable');
  await import(process.argv[1]);
  console.log(JSON.stringify(urls.filter((url) => url.startsWith('file:'))));
`;

/** The files of these packages that an import loads. */
function loadedFiles(specifier: string): readonly string[] {
  const { href } = pathToFileURL(builtFile(specifier));
  const printed = succeed(root, process.execPath, ['--input-type=module', '--eval', PRINT_LOADED_FILES, href]);
  return (JSON.parse(printed) as string[])
    .map((url) => fileURLToPath(url))
    .filter((path) => path.startsWith(join(root, 'packages')) && !path.includes('node_modules'));
}

describe('an import', () => {
  it.each(specifiers)('loads few files: %s', (specifier) => {
    const [files, kilobytes] = IMPORTS[specifier] ?? expect.fail(`no ceiling for ${specifier}`);
    const loaded = loadedFiles(specifier);
    const bytes = loaded.reduce((sum, path) => sum + statSync(path).size, 0);

    expect(loaded).toContain(builtFile(specifier));
    expect(loaded.length).toBeLessThanOrEqual(files);
    expect(bytes).toBeLessThanOrEqual(kilobytes * 1000);
  });
});

/**
 * Treats every module as if it had side effects, so that only what is marked as pure is dropped,
 * and leaves out what is loaded on demand.
 */
const keepModules: Plugin = {
  name: 'keep-modules',
  setup(build) {
    build.onResolve({ filter: /^[./]/ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === 'resolving') return undefined;
      if (options.kind === 'dynamic-import') return { external: true };
      return { ...(await build.resolve(path, { ...options, pluginData: 'resolving' })), sideEffects: true };
    });
  },
};

/** The chunks of a program that only imports a file, without those loaded on demand. */
const BUNDLERS = {
  async esbuild(file: string) {
    const { outputFiles } = await build({
      stdin: { contents: `import ${JSON.stringify(file)};`, resolveDir: root },
      bundle: true,
      write: false,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      plugins: [keepModules],
    });
    return outputFiles.map(({ text }) => text);
  },
  async rollup(file: string) {
    const options = { external: /^[^./]/, preserveEntrySignatures: false, logLevel: 'silent' } as const;
    const { output } = await (await rollup({ input: file, ...options })).generate({});
    return output.flatMap((chunk) => (chunk.type === 'chunk' && !chunk.isDynamicEntry ? [chunk.code] : []));
  },
};

/** The statements of a bundle other than its imports and comments. */
function statementsOf(chunks: readonly string[]): string {
  return chunks
    .join('\n')
    .replace(/^\/\/.*$/gm, '')
    .replace(/^import\b[^;]*;$/gm, '')
    .trim();
}

describe.each(['esbuild', 'rollup'] as const)('%s', (bundler) => {
  // Flow sets up its state of the process when it is loaded.
  const stateless = specifiers.filter((specifier) => !specifier.startsWith('@swf/flow'));

  it.each(stateless)('drops all unused code of %s', async (specifier) => {
    expect(statementsOf(await BUNDLERS[bundler](builtFile(specifier)))).toBe('');
  });
});

function recordedEvents(name: string): readonly unknown[] {
  const { exchanges } = readJson<{ exchanges: readonly { response: { events: readonly unknown[] } }[] }>(
    join(root, `recordings/${name}.json`),
  );
  return exchanges.flatMap(({ response }) => response.events);
}

describe('@swf/history', () => {
  it('compiles and draws a history in a browser', async () => {
    const contents = `
      import { History } from '@swf/history';
      import { timeline, toSVG } from '@swf/history/timeline';
      const history = History.from(events);
      globalThis.result = [history.compile().workflowExecution.state, history.verify(), toSVG(timeline(history))];`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: join(root, 'packages/decisions') },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      logLevel: 'error',
      // What reads from SWF is loaded on demand, and is not there.
      external: ['@swf/settings/request', '@aws-sdk/client-swf'],
    });
    const page = { events: recordedEvents('workflow_execution_basic'), TextEncoder, result: [] };
    runInNewContext(outputFiles[0]?.text ?? '', page);

    expect(page.result).toEqual(['completed', [], expect.stringMatching(/^<svg/)]);
  });
});

const START_ISOLATED = `
  import { ActivityWorker } from '@swf/actors';
  import { isolated } from '@swf/actors/isolation';
  import { createLocalService } from '@swf/local';
  const service = createLocalService();
  const activities = { resize: isolated({ module: '/resize.js' }) };
  const worker = new ActivityWorker({ name: 'images' }, 'images', { activities, client: service.client() });
  await worker.start();
  console.log(worker.state);
  await worker.stop({ polls: 'abort' });
  await service.close();
`;

describe('@swf/actors/isolation', () => {
  it('finds the file that threads and processes run', () => {
    const args = ['--no-warnings', '--input-type=module', '--eval', START_ISOLATED];
    expect(succeed(join(root, 'packages/actors'), process.execPath, args)).toBe('running\n');
  });
});
