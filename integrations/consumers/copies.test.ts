import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { install } from '../consumer.js';
import { pnpm, readJson, root, succeed, tarball } from '../packages.js';
import { addProgram } from './programs.js';

const NEXT = '2.0.0';

/** Packs the built package again, as another version. */
function packNext(folder: 'models' | 'settings'): string {
  const copy = join(inject('scratch'), 'next', folder);
  cpSync(join(root, 'packages', folder, 'dist'), join(copy, 'dist'), { recursive: true });
  const manifest = readJson<{ name: string; scripts?: unknown; devDependencies?: unknown; dependencies: object }>(
    join(root, 'packages', folder, 'package.json'),
  );
  const { scripts, devDependencies, ...published } = manifest;
  const dependencies = { ...manifest.dependencies, ...(folder === 'models' && { '@swf/settings': `^${NEXT}` }) };
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...published, version: NEXT, dependencies }));
  pnpm(copy, ['pack', '--pack-destination', join(inject('scratch'), 'next')]);
  return `file:${tarball(join(inject('scratch'), 'next'), { name: manifest.name, version: NEXT })}`;
}

describe('two versions of models on two versions of settings', () => {
  it('work together in one program', () => {
    const consumer = join(inject('scratch'), 'copies');
    const [models, settings] = [packNext('models'), packNext('settings')];
    install(
      consumer,
      inject('scratch'),
      { 'next-models': models, 'next-settings': settings },
      { overrides: { '@swf/models@2>@swf/settings': settings } },
    );
    const printed = succeed(consumer, process.execPath, [addProgram(consumer, 'copies')]);
    expect(JSON.parse(printed)).toEqual({
      distinct: true,
      sameSettings: true,
      modelOfTheOtherCopy: true,
      errorOfTheOtherCopy: true,
    });
  });
});
