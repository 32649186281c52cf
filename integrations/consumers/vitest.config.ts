import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['./pack.ts'],
    reporters: ['verbose'],
    // Every case installs a program of its own: one after the other, or they starve each other.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 1_800_000,
  },
});
