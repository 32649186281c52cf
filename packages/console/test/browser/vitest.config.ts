import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const conditions = ['@swf/source', 'node', 'import', 'default'];

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name: 'browser',
    // More than there are cores: a test waits for the browser most of the time.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    // A process connects to the browser once, for all its files.
    isolate: false,
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/support/chromium.ts'],
    // Hides the SDK's warning that it will drop this version of Node.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // Of conditions that are waited for: the machine may be busy.
    testTimeout: 180_000,
    expect: { poll: { timeout: 40_000 } },
    hookTimeout: 180_000,
  },
});
