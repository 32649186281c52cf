import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

const workspaces = [
  ...['packages', 'examples'].flatMap((folder) => readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`)),
  'integrations',
  'benchmarks',
].filter((path) => existsSync(`${root}/${path}/package.json`));

// Packages are tested on their sources, through the `@swf/source` condition: no build is needed to run a test.
const conditions = ['@swf/source', 'node', 'import', 'default'];

export default defineConfig({
  test: {
    // Left to itself, vitest keeps one core free, which on two cores is half of them.
    maxWorkers: '100%',
    projects: workspaces.map((path) => ({
      root: `${root}/${path}`,
      resolve: { conditions },
      ssr: { resolve: { conditions, externalConditions: conditions } },
      test: {
        name: path.slice(path.indexOf('/') + 1),
        include: ['test/**/*.test.ts'],
        setupFiles: [`${root}/vitest.setup.ts`],
        // The SDK's notice that it will need a newer Node one day says nothing about a test.
        env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
