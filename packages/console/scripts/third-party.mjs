import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INTRODUCTION = 'The page of @swf/console contains these libraries.\n';

/** Writes the licences of the libraries that bundled files belong to, one after the other. */
export function writeThirdParty(files, path) {
  const folders = new Set(files.flatMap((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
  const licences = [...folders].map(licenceOf).sort();
  writeFileSync(path, [INTRODUCTION, ...licences].join(`\n${'-'.repeat(78)}\n\n`));
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.|$)/i.test(each));
  if (file === undefined) throw new Error(`${name} has no file with its licence`);
  return `${name} ${version}, ${license}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
