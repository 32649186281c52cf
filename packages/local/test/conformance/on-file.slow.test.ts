import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { conformance } from './conformance.js';
import { FILES } from './subjects/files.js';
import { inProcess } from './subjects/in-process.js';

conformance('SWF on a file', async (options) => {
  const folder = await mkdtemp(join(FILES, 'swf-local-'));
  const subject = inProcess({ ...options, data: join(folder, 'swf.db') });
  const close = async () => {
    await subject.close();
    await rm(folder, { recursive: true });
  };
  return { ...subject, close };
});
