import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../packages.js';
import { markdownFiles } from './programs.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The anchors that GitHub derives from a page's headings. */
function anchors(file: string): readonly string[] {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

function isWorking(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  return existsSync(join(root, target)) && (anchor === undefined || anchors(target).includes(anchor));
}

describe('a Markdown file', () => {
  it.each(markdownFiles())('has working relative links: %s', (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !isWorking(file, link))).toEqual([]);
  });
});
