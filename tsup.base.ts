import { defineConfig } from 'tsup';

// One output module for each source module: bundlers can then drop what is not imported, and `tsc` writes the declarations beside them.
export default defineConfig({
  entry: ['src/**/*.ts'],
  format: 'esm',
  target: 'node20',
  bundle: false,
  clean: true,
  silent: true,
});
