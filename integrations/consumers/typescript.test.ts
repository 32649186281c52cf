import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { install } from '../consumer.js';
import { NOTHING_WRONG, typeCheck } from './type-check.js';

const VERSIONS = ['5.6', '5.7', '5.8', '5.9', '6.0'];

const RESOLUTIONS = [
  { moduleResolution: 'bundler', module: 'esnext' },
  { moduleResolution: 'node16', module: 'node16' },
  { moduleResolution: 'nodenext', module: 'nodenext' },
];

const consumer = join(inject('scratch'), 'typescript');

beforeAll(() => {
  const compilers = VERSIONS.map((version) => [`typescript-${version}`, `npm:typescript@~${version}.0`]);
  install(consumer, inject('scratch'), { ...Object.fromEntries(compilers), '@types/node': '^20.19.0' });
});

describe.each(VERSIONS)('TypeScript %s', (version) => {
  it.each(RESOLUTIONS)('finds no errors with moduleResolution $moduleResolution, declarations included', (options) => {
    expect(typeCheck(consumer, `typescript-${version}`, options)).toEqual(NOTHING_WRONG);
  });
});
