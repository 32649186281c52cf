import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { DifferenceReporter } from './reporter.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Run by `npm run aws-smoke`. */
export default defineConfig({
  root: folder,
  test: {
    name: 'aws-smoke',
    include: ['endpoint.smoke.ts'],
    reporters: [new DifferenceReporter()],
    // SWF answers within a second; a poll of a claim waits for up to ten.
    testTimeout: 120_000,
    maxConcurrency: 8,
  },
});
