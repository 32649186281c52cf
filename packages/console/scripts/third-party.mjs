import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const INTRODUCTION = 'The page of @swf/console contains these libraries.\n';

/** Returns the libraries of which a bundle contains something, by its chunks. */
export function librariesOf(chunks) {
  const files = chunks.flatMap(({ modules = {} }) =>
    Object.entries(modules).flatMap(([file, { renderedLength }]) => (renderedLength > 0 ? [file] : [])),
  );
  const folders = new Set(files.flatMap((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
  return [...folders].map(libraryIn).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Returns the licenses of libraries, one after the other. */
export function thirdParty(libraries) {
  const licenses = libraries.map(
    ({ name, version, license, text }) => `${name} ${version}, ${license}\n\n${text.trim()}\n`,
  );
  return [INTRODUCTION, ...licenses].join(`\n${'-'.repeat(78)}\n\n`);
}

function libraryIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.|$)/i.test(each));
  if (file === undefined) throw new Error(`${name} has no file with its license`);
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8') };
}
