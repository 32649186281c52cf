import { conformance } from './conformance.js';
import { inProcess } from './subjects/in-process.js';

conformance('SWF in memory', async (options) => inProcess(options));
