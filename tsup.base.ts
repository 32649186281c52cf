import { defineConfig } from 'tsup';

// One output module per source module, so that bundlers drop what a program does not import.
// `tsc` writes the declarations.
export default defineConfig({
  entry: ['src/**/*.ts'],
  format: 'esm',
  target: 'node20',
  bundle: false,
  clean: true,
  silent: true,
});
