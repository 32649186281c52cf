// Writes docs/lifecycles.md from the lifecycles in src.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('lifecycles-page.ts', import.meta.url))],
  bundle: true,
  format: 'esm',
  write: false,
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { lifecyclesPage } = await import(`data:text/javascript;base64,${code}`);
await writeFile(new URL('../../../docs/lifecycles.md', import.meta.url), lifecyclesPage());
