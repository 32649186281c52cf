import type { FactReader } from '@swf/console/facts';
import { visible } from '../output/untrusted.js';
import type { Shell } from '../shell.js';
import { readPollers } from '../target/pollers.js';
import { domainOf, type Target } from '../target/target.js';

/** Returns what reads facts about the runs of a target. */
export async function factReader(shell: Shell, target: Target): Promise<FactReader> {
  const facts = await import('@swf/console/facts');
  const domain = domainOf(target);
  return new facts.FactReader({
    domain,
    now: shell.now,
    client: target.client,
    signal: shell.signal,
    onMissing: ({ message }) => void shell.stderr.write(`less is certain: ${visible(message)}\n`),
    pollers: async () => {
      const pollers = (await target.isLocal()) ? await readPollers(target) : undefined;
      return pollers?.filter((poller) => poller.domain === domain.name);
    },
  });
}
