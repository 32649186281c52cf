import { SWFClient } from '@aws-sdk/client-swf';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as settings from '../src/index.js';
import { isolate, thrownBy } from './isolated.js';

const { swf } = isolate();
const region = () => settings.connect().config.region();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('connect without overrides', () => {
  it('follows at once what a program sets and what its environment says', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    expect(await region()).toBe('eu-west-1');
    vi.stubEnv('AWS_REGION', 'eu-west-2');
    expect(await region()).toBe('eu-west-2');
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', 'eu-west-3');
    expect(await region()).toBe('eu-west-3');
    settings.set({ region: 'us-east-1' });
    expect(await region()).toBe('us-east-1');
    settings.clear();
    expect(await region()).toBe('eu-west-3');
  });

  it('is the one that was set, as long as it is', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    const mine = new SWFClient({ region: 'us-east-1' });
    await region();
    settings.setClient(mine);
    expect(settings.connect()).toBe(mine);
    settings.setClient(undefined);
    expect(await region()).toBe('eu-west-1');
  });

  it('looks at the file of the home directory once a second', async () => {
    swf('[defaults]\nregion = eu-west-1');
    expect(await region()).toBe('eu-west-1');
    swf('[defaults]\nregion = eu-west-2');
    vi.advanceTimersByTime(999);
    expect(await region()).toBe('eu-west-1');
    vi.advanceTimersByTime(1);
    expect(await region()).toBe('eu-west-2');
  });

  it('finds another home directory at once', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-2');
    swf('[defaults]\nregion = eu-west-1');
    expect(await region()).toBe('eu-west-1');
    vi.stubEnv('HOME', '/nowhere');

    expect(await region()).toBe('eu-west-2');
  });

  it('is kept beside as many others as there are, since it was used last', () => {
    settings.set({ region: 'eu-west-1' });
    const first = settings.connect();
    for (let other = 0; other < 40; other += 1) {
      settings.connect({ profile: `team-${other}` });
      settings.connect();
    }
    vi.advanceTimersByTime(1000);

    expect(settings.connect() === first).toBe(true);
  });

  it('tells of a malformed file at each request', () => {
    swf('[defaults');

    for (const _ of [1, 2]) expect(thrownBy(() => settings.connect())).toMatchObject({ code: 'SETTINGS' });
  });
});
