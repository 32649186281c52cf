import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/**
 * The packages and source folders of which a program that imports an entry point loads something.
 */
async function loadedBy(entryPoint: string): Promise<ReadonlySet<string>> {
  const { metafile } = await build({
    stdin: { contents: `import '@swf/actors${entryPoint}';`, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@swf/source'],
    external: ['@aws-sdk/*', '@opentelemetry/*'],
    ignoreAnnotations: true,
    logLevel: 'error',
  });
  return new Set(Object.keys(metafile.inputs).map((path) => /packages\/(\w+\/src\/\w+)|^/.exec(path)?.[1] ?? path));
}

const has = (loaded: ReadonlySet<string>, ...parts: readonly string[]) =>
  parts.filter((part) => [...loaded].some((path) => path.startsWith(part)));

const ACTORS = ['actors/src/actor', 'actors/src/polling', 'actors/src/lifecycle'];
const DECIDER = ['actors/src/decider', 'actors/src/histories', 'history/src', 'decisions/src'];
const WORKER = ['actors/src/worker'];
const APART = ['actors/src/isolation', 'actors/src/pool'];

describe('@swf/actors', () => {
  it('loads deciders and workers, but neither isolation nor pools', async () => {
    const loaded = await loadedBy('');

    expect(has(loaded, ...ACTORS, ...DECIDER, ...WORKER)).toEqual([...ACTORS, ...DECIDER, ...WORKER]);
    expect(has(loaded, ...APART)).toEqual([]);
  });
});

describe('@swf/actors/worker', () => {
  it('loads neither histories nor decisions', async () => {
    const loaded = await loadedBy('/worker');

    expect(has(loaded, ...ACTORS, ...WORKER)).toEqual([...ACTORS, ...WORKER]);
    expect(has(loaded, ...DECIDER, ...APART)).toEqual([]);
  });
});

describe('@swf/actors/decider', () => {
  it('loads no code for activities', async () => {
    const loaded = await loadedBy('/decider');

    expect(has(loaded, ...ACTORS, ...DECIDER)).toEqual([...ACTORS, ...DECIDER]);
    expect(has(loaded, ...WORKER, ...APART)).toEqual([]);
  });
});
