import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../src/page/data/command.js';

describe('commandOf', () => {
  it('names the domain and the local service', () => {
    const target = { service: 'local', region: 'eu-west-1' } as const;
    expect(commandOf(['swf', 'list', 'status:open'], target, 'orders')).toBe(
      'swf list status:open --domain orders --local --region eu-west-1',
    );
  });

  it('names the context in place of region and endpoint', () => {
    const target = { service: 'aws', region: 'eu-west-1', context: 'prod' } as const;
    expect(commandOf(['swf', 'list'], target, 'orders')).toBe('swf list --context prod --domain orders');
  });

  it('quotes what a shell would read differently', () => {
    const target = { service: 'aws' } as const;
    expect(commandOf(['swf', 'list', 'tag:"a b"', "id:it's"], target, '$HOME')).toBe(
      `swf list 'tag:"a b"' 'id:it'\\''s' --domain '$HOME'`,
    );
  });
});
