import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY_DISK = '/dev/shm';

/**
 * Where data files of tests go that do not ask whether they survive a power cut: waiting for a disk
 * would make up most of their time.
 */
export const FILES = existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir();
