import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conformance } from './conformance.js';
import { inProcess } from './subjects/in-process.js';

conformance('SWF on a file', async (options) => {
  const folder = await mkdtemp(join(tmpdir(), 'swf-local-'));
  const subject = inProcess({ ...options, data: join(folder, 'swf.db') });
  const close = async () => {
    await subject.close();
    await rm(folder, { recursive: true });
  };
  return { ...subject, close };
});
