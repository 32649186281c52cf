import { checkSources } from './checks.mjs';

const codes = await checkSources();
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
