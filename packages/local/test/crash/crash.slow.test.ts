import { describe, it } from 'vitest';
import { prepare } from '../actors.js';
import { Ledger } from './ledger.js';
import { Load } from './load.js';
import { startOnOneFile } from './service-process.js';

const { SWF_SOAK } = process.env;
const ROUNDS = SWF_SOAK ? 50 : 5;

/** Calls that are acknowledged before the kill. */
const SHORTEST_ROUND = 20;
const LONGEST_ROUND = 150;

const start = startOnOneFile();

describe('a service killed at any moment', () => {
  it(`keeps everything it acknowledged, ${ROUNDS} times`, { timeout: ROUNDS * 60_000 }, async () => {
    const ledger = new Ledger();
    let service = await start();
    await prepare(service.client);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const acknowledgments = SHORTEST_ROUND + Math.floor(Math.random() * (LONGEST_ROUND - SHORTEST_ROUND));
      await new Load(service.client, ledger, `round-${round}`).run(acknowledgments);
      await service.kill();
      service = await start();
      await ledger.verify(service.client);
      await ledger.answerTheUnanswered(service.client);
    }
  });
});
