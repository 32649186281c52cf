import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

const workspaces = [
  ...['packages', 'examples'].flatMap((folder) => readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`)),
  'integrations',
  'benchmarks',
].filter((path) => existsSync(`${root}/${path}/package.json`));

// Tests read the sources of packages, through the `@swf/source` condition: they need no build.
const conditions = ['@swf/source', 'node', 'import', 'default'];

export default defineConfig({
  test: {
    // By default, vitest keeps one core free: half of the machine on two cores.
    maxWorkers: '100%',
    globalSetup: [`${root}/vitest.temporary.ts`],
    projects: workspaces.map((path) => ({
      root: `${root}/${path}`,
      resolve: { conditions },
      ssr: { resolve: { conditions, externalConditions: conditions } },
      test: {
        name: path.slice(path.indexOf('/') + 1),
        include: ['test/**/*.test.ts'],
        // `npm run test:browser` runs these.
        exclude: ['test/browser/**'],
        setupFiles: [`${root}/vitest.setup.ts`],
        // Hides the SDK's warning that it will drop this version of Node.
        env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
