import { pages } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';

function listing(tokens: Record<string, string | undefined>) {
  const asked: (string | undefined)[] = [];
  const fetch = async (token: string | undefined) => {
    asked.push(token);
    return { page: token ?? 'first', nextPageToken: tokens[token ?? 'first'] };
  };
  return { asked, fetch };
}

describe('pages', () => {
  it('follows the tokens to the end', async () => {
    const { asked, fetch } = listing({ first: 'b', b: 'c', c: undefined });
    const seen: string[] = [];
    for await (const { page } of pages(fetch)) seen.push(page);

    expect(seen).toEqual(['first', 'b', 'c']);
    expect(asked).toEqual([undefined, 'b', 'c']);
  });

  it('starts at a token', async () => {
    const { asked, fetch } = listing({ b: undefined });
    for await (const { page } of pages(fetch, 'b')) expect(page).toBe('b');

    expect(asked).toEqual(['b']);
  });

  it('ends at an empty token', async () => {
    const { asked, fetch } = listing({ first: '' });
    for await (const _ of pages(fetch)) expect(asked).toHaveLength(1);

    expect(asked).toHaveLength(1);
  });

  it('requests nothing before it is read, and stops when its reader stops', async () => {
    const { asked, fetch } = listing({ first: 'b', b: 'c' });
    const walk = pages(fetch);
    expect(asked).toEqual([]);
    for await (const _ of walk) break;

    expect(asked).toEqual([undefined]);
  });

  it('throws what a fetch rejects with', async () => {
    const walk = pages(async () => Promise.reject(new Error('gone')));

    await expect(walk.next()).rejects.toThrow('gone');
  });
});
