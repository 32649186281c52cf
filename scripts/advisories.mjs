import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './steps.mjs';

/** The dependencies and peer dependencies of all packages. */
function dependencies() {
  const manifests = readdirSync(`${root}/packages`).map((folder) =>
    JSON.parse(readFileSync(`${root}/packages/${folder}/package.json`, 'utf8')),
  );
  const ranges = manifests.flatMap((manifest) =>
    Object.entries({ ...manifest.peerDependencies, ...manifest.dependencies }),
  );
  return Object.fromEntries(ranges.filter(([, range]) => !range.startsWith('workspace:')));
}

// Checks what a program with all packages would install today. By npm: the pinned pnpm calls an
// endpoint that registries have retired. Exits with 1 if there are known vulnerabilities, and with
// 2 if the registry cannot tell.
const folder = mkdtempSync(join(tmpdir(), 'swf-advisories-'));

function npm(...args) {
  const options = { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' };
  return spawnSync('npm', [...args, '--loglevel=error'], options);
}

try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: dependencies() }));
  const installed = npm('install', '--package-lock-only', '--ignore-scripts', '--no-audit');
  if (installed.status !== 0) throw new Error(installed.stderr);
  const count = Object.keys(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages).length - 1;

  const report = JSON.parse(npm('audit', '--json').stdout);
  if (report.vulnerabilities) {
    const found = Object.values(report.vulnerabilities);
    process.stdout.write(`${count} packages, ${found.length} with known vulnerabilities\n`);
    for (const { name, severity, range } of found) process.stdout.write(`  ${name} ${range}: ${severity}\n`);
    process.exitCode = found.length === 0 ? 0 : 1;
  } else {
    const registry = npm('config', 'get', 'registry').stdout.trim();
    process.stdout.write(`not checked: ${registry} has no advisories (${report.message ?? 'no report'})\n`);
    process.exitCode = 2;
  }
} finally {
  rmSync(folder, { recursive: true });
}
