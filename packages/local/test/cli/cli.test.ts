import { expect, it } from 'vitest';
import { builtCli } from './built-cli.js';

it('builds', async () => {
  const p = await builtCli();
  console.log(p);
  expect(p).toBeTruthy();
});
