import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { prepare } from '../actors.js';
import { builtCli } from '../cli/built-cli.js';
import { FILES } from '../conformance/subjects/files.js';
import { Ledger } from './ledger.js';
import { Load } from './load.js';
import { ServiceProcess } from './service-process.js';

const { SWF_SOAK } = process.env;
const ROUNDS = SWF_SOAK ? 50 : 5;

/** Calls that are acknowledged before the kill. */
const SHORTEST_ROUND = 20;
const LONGEST_ROUND = 150;

let folder: string;
let command: string;
let service: ServiceProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(FILES, 'swf-crash-'));
  command = await builtCli();
});

afterEach(() => service?.kill());

afterAll(async () => {
  await rm(folder, { recursive: true });
  await rm(join(command, '../..'), { recursive: true });
});

describe('a service killed at any moment', () => {
  it(`keeps everything it acknowledged, ${ROUNDS} times`, { timeout: ROUNDS * 60_000 }, async () => {
    const data = join(folder, 'swf.db');
    const ledger = new Ledger();
    service = await ServiceProcess.start(command, data);
    await prepare(service.client);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const acknowledgements = SHORTEST_ROUND + Math.floor(Math.random() * (LONGEST_ROUND - SHORTEST_ROUND));
      await new Load(service.client, ledger, `round-${round}`).run(acknowledgements);
      await service.kill();
      service = await ServiceProcess.start(command, data);
      await ledger.verify(service.client);
      await ledger.answerTheUnanswered(service.client);
    }
  });
});
