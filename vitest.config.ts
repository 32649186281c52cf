import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

// `npm test` leaves out the tests that take long: those named `*.slow.test.ts`, and the examples.
const isQuick = process.env['SWF_TESTS'] === 'quick';

const workspaces = [
  ...(isQuick ? ['packages'] : ['packages', 'examples']).flatMap((folder) =>
    readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`),
  ),
  'integrations',
  'benchmarks',
].filter((path) => existsSync(`${root}/${path}/package.json`));

// Files share a process: to start one and to load the SDK takes longer than most of them. Here one
// needs an SDK that no other file has loaded.
const ISOLATED = ['settings'];

// Tests read the sources of packages, through the `@swf/source` condition: they need no build.
const conditions = ['@swf/source', 'node', 'import', 'default'];

const nameOf = (path: string) => path.slice(path.indexOf('/') + 1);

export default defineConfig({
  test: {
    // More than there are cores: many tests wait for other processes most of the time.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    globalSetup: [`${root}/vitest.temporary.ts`],
    projects: workspaces.map((path) => ({
      root: `${root}/${path}`,
      resolve: { conditions },
      ssr: { resolve: { conditions, externalConditions: conditions } },
      // For the components of the console's page, which its modules import.
      oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
      test: {
        name: nameOf(path),
        isolate: ISOLATED.includes(nameOf(path)),
        include: ['test/**/*.test.ts'],
        // `npm run test:browser` runs these.
        exclude: ['test/browser/**', ...(isQuick ? ['test/**/*.slow.test.ts'] : [])],
        setupFiles: [`${root}/vitest.setup.ts`],
        // Hides the SDK's warning that it will drop this version of Node.
        env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
        // Of conditions that are waited for: the machine may be busy.
        testTimeout: 180_000,
        hookTimeout: 180_000,
        expect: { poll: { timeout: 90_000 } },
      },
    })),
  },
});
