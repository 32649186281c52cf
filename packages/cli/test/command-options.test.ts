import { describe, expect, it } from 'vitest';
import { commandOptions } from '../src/console/command-options.js';

const PLACE = { context: 'prod', region: 'eu-west-1', endpoint: 'http://127.0.0.1:4567', profile: 'ops' };

describe('the options that choose the target of a console', () => {
  it.each<[what: string, known: Parameters<typeof commandOptions>[1], options: readonly string[]]>([
    ['all of a target', {}, ['--context', 'prod', '--local', '--region', 'eu-west-1', '--profile', 'ops']],
    [
      'what the context has not',
      { region: 'eu-west-1', endpoint: PLACE.endpoint, profile: 'ops' },
      ['--context', 'prod'],
    ],
    [
      'what the context has otherwise',
      { region: 'us-east-1', endpoint: 'http://127.0.0.1:1', profile: 'dev' },
      ['--context', 'prod', '--local', '--region', 'eu-west-1', '--profile', 'ops'],
    ],
  ])('are %s', (_, known, options) => {
    expect(commandOptions(PLACE, known)).toEqual(options);
  });

  it('are --endpoint for another port than that of swf-local', () => {
    expect(commandOptions({ endpoint: 'http://127.0.0.1:4568' })).toEqual(['--endpoint', 'http://127.0.0.1:4568']);
  });

  it('are none for a target that the SDK chooses', () => {
    expect(commandOptions({})).toEqual([]);
  });
});
