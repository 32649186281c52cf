import { describe, expect, it } from 'vitest';
import { librariesOfPage } from '../../scripts/page.mjs';
import { thirdParty } from '../../scripts/third-party.mjs';

describe('The licenses of the page', () => {
  it('are those of the libraries in it, and of no other', async () => {
    const text = thirdParty(await librariesOfPage());
    expect(
      [...text.matchAll(/^(\S+) \d+\.\d+\.\d+, (.+)$/gm)].map(([, name, license]) => `${name}: ${license}`),
    ).toEqual(['@preact/signals: MIT', '@preact/signals-core: MIT', 'leven: MIT', 'preact: MIT', 'preact-iso: MIT']);
    expect(text.match(/Permission is hereby granted/g)).toHaveLength(5);
  });
});
