import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../src/page/data/command.js';

const LIST = { words: ['swf', 'list'], operands: [] };

describe('commandOf', () => {
  it('names the domain and the local service', () => {
    const target = { service: 'local', region: 'eu-west-1' } as const;
    expect(commandOf({ ...LIST, operands: ['status:open'] }, target, 'orders')).toBe(
      'swf list status:open --domain orders --local --region eu-west-1',
    );
  });

  it('names the context in place of region and endpoint', () => {
    const target = { service: 'aws', region: 'eu-west-1', context: 'prod' } as const;
    expect(commandOf(LIST, target, 'orders')).toBe('swf list --domain orders --context prod');
  });

  it('has the options that choose the target, if they are known', () => {
    const options = ['--context', 'prod', '--profile', 'ops'];
    const target = { service: 'aws', region: 'eu-west-1', context: 'prod', options } as const;
    expect(commandOf(LIST, target, 'orders')).toBe('swf list --domain orders --context prod --profile ops');
  });

  it('puts an id that begins with a dash last, so that it is no option', () => {
    const dump = { words: ['swf', 'dump'], options: ['--run', 'r1'] };
    const target = { service: 'aws' } as const;
    expect(commandOf({ ...dump, operands: ['order-1'] }, target, 'orders')).toBe(
      'swf dump order-1 --run r1 --domain orders',
    );
    expect(commandOf({ ...dump, operands: ['-x'] }, target, 'orders')).toBe('swf dump --run r1 --domain orders -- -x');
  });

  it('names no domain if there is none', () => {
    expect(commandOf({ words: ['swf', 'domains'], operands: [] }, { service: 'aws' }, undefined)).toBe('swf domains');
  });

  it('quotes what a shell would read differently', () => {
    const target = { service: 'aws' } as const;
    expect(commandOf({ ...LIST, operands: ['tag:"a b"', "id:it's"] }, target, '$HOME')).toBe(
      `swf list 'tag:"a b"' 'id:it'\\''s' --domain '$HOME'`,
    );
  });
});
