import { readdirSync, readFileSync } from 'node:fs';
import { librariesOfPage } from '../packages/console/scripts/page.mjs';
import { pnpm, root } from './steps.mjs';

/** Licenses that only require a notice. */
const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

/** The licenses to choose from in an SPDX expression; `(A AND B)` is a single choice. */
function choices(expression) {
  return expression.replace(/^\((.*)\)$/, '$1').split(' OR ');
}

/** The third-party packages that a package depends on, directly or not, by license. */
async function licensesOf(name) {
  const { code, output } = await pnpm('licenses', 'list', '--prod', '--json', '--filter-prod', `${name}...`);
  if (output.includes('No licenses in packages found')) return {};
  if (code !== 0) throw new Error(output);
  // npm may print warnings before the JSON.
  return JSON.parse(output.slice(output.indexOf('{\n')));
}

/** The libraries in the page of `@swf/console`, by license: no dependencies, but published as well. */
async function licensesOfPage() {
  const libraries = await librariesOfPage();
  const licenses = [...new Set(libraries.map(({ license }) => license))];
  return Object.fromEntries(licenses.map((each) => [each, libraries.filter(({ license }) => license === each)]));
}

function report(title, [one, many], licenses) {
  const entries = Object.entries(licenses);
  const count = entries.reduce((sum, [, packages]) => sum + packages.length, 0);
  process.stdout.write(`${title}: ${count} ${count === 1 ? one : many}\n`);
  for (const [license, packages] of entries) {
    const isAllowed = choices(license).some((choice) => ALLOWED.has(choice));
    const names = packages.map((each) => each.name).join(', ');
    process.stdout.write(`  ${license}${isAllowed ? '' : ' (not allowed)'}: ${names}\n`);
    if (!isAllowed) process.exitCode = 1;
  }
}

for (const folder of readdirSync(`${root}/packages`)) {
  const { name } = JSON.parse(readFileSync(`${root}/packages/${folder}/package.json`, 'utf8'));
  report(name, ['production dependency', 'production dependencies'], await licensesOf(name));
}
report('The page of @swf/console', ['bundled library', 'bundled libraries'], await licensesOfPage());
