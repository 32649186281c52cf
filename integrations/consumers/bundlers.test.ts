import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { install } from '../consumer.js';
import { succeed } from '../packages.js';
import { addProgram, GREETED, greet } from './programs.js';

const consumer = join(inject('scratch'), 'bundlers');

beforeAll(() => {
  install(consumer, inject('scratch'), {
    '@rollup/plugin-commonjs': '^29.0.0',
    '@rollup/plugin-json': '^6.1.0',
    '@rollup/plugin-node-resolve': '^16.0.0',
    esbuild: '^0.28.0',
    rollup: '^4.0.0',
    vite: '^8.0.0',
    webpack: '^5.0.0',
    'webpack-cli': '^6.0.0',
  });
  addProgram(consumer, 'greeting');
  // By default, vite does not bundle dependencies that Node can import.
  writeFileSync(join(consumer, 'vite.config.js'), 'export default { ssr: { noExternal: true } };\n');
});

const CASES = [
  {
    bundler: 'esbuild',
    args: ['greeting.js', '--bundle', '--platform=node', '--format=cjs', '--outfile=esbuild/bundle.cjs'],
    bundle: 'esbuild/bundle.cjs',
  },
  {
    bundler: 'rollup',
    args: [
      ...['greeting.js', '--format', 'es', '--dir', 'rollup', '--entryFileNames', 'bundle.mjs', '--silent'],
      ...['--plugin', 'node-resolve={preferBuiltins:true,exportConditions:["node"]}'],
      ...['--plugin', 'commonjs', '--plugin', 'json'],
    ],
    bundle: 'rollup/bundle.mjs',
  },
  {
    bundler: 'vite',
    args: ['build', '--ssr', 'greeting.js', '--outDir', 'vite', '--logLevel', 'error'],
    bundle: 'vite/greeting.js',
  },
  {
    bundler: 'webpack',
    args: [
      ...['build', './greeting.js', '--target', 'node20', '--mode', 'production'],
      ...['--output-path', 'webpack', '--output-filename', 'bundle.cjs'],
    ],
    bundle: 'webpack/bundle.cjs',
  },
];

describe('a bundle', () => {
  it.each(CASES)('runs a workflow: $bundler', ({ bundler, args, bundle }) => {
    succeed(consumer, join(consumer, 'node_modules/.bin', bundler), args);
    expect(greet(consumer, bundle)).toEqual(GREETED);
  });
});
