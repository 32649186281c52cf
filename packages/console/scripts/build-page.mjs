import { buildPage } from './page.mjs';

await buildPage(process.argv.includes('--source'));
