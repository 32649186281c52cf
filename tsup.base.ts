import { existsSync, readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';
import { pureDeclarations } from './tsup.pure.js';

const { name, exports, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  exports: Readonly<Record<string, string | { readonly '@swf/source': string }>>;
  optionalDependencies?: Readonly<Record<string, string>>;
};
const sources = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [] : [target['@swf/source']]));
// The command of @swf/local and of @swf/cli, which `bin/` starts.
if (existsSync('src/cli.ts')) sources.push('src/cli.ts');

// One file per entry point, because Node spends most of an import on opening files; what several
// entry points use goes into `dist/chunks/`. `tsc` writes the declarations.
export default defineConfig({
  entry: Object.fromEntries(sources.map((source) => [source.replace(/^(\.\/)?src\/|\.ts$/g, ''), source])),
  format: 'esm',
  target: 'es2022',
  // An entry point may import another of its package by name, to share no chunk with it. tsup leaves
  // out other dependencies by itself.
  external: [name, ...Object.keys(optionalDependencies ?? {})],
  splitting: true,
  // `node:fs` stays what it is: bundlers for browsers know it from packages of that name.
  removeNodeProtocol: false,
  clean: true,
  silent: true,
  esbuildPlugins: [pureDeclarations],
  esbuildOptions(options) {
    // Two levels below the package, like the entry points in folders of their own: code that finds
    // a file of the package by its own URL works in either.
    options.chunkNames = 'chunks/[name]-[hash]';
  },
});
