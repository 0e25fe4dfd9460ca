import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { parseConfig } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

describe('the environment', () => {
  it('may be empty: everything has a default', () => {
    expect(parseConfig({})).toMatchObject({
      DATA_DIR: 'data',
      MODEL: 'qwen2.5-coder-0.5b',
      HOST: '127.0.0.1',
      PORT: 7860,
      RETENTION_DAYS: 30,
      STORE_CONTENT: true,
    });
  });

  it('counts empty and blank values as unset', () => {
    expect(parseConfig({ DISCORD_TOKEN: '', MONGODB_URI: '  ', PORT: '' })).toEqual(parseConfig({}));
  });

  it('names every bad value at once, each with what to write', () => {
    const bad = {
      PORT: '99999',
      HOST: '0.0.0.0',
      STORE_CONTENT: 'perhaps',
      RETENTION_DAYS: '-1',
      LOG_LEVEL: 'loud',
    };
    let thrown: unknown;
    try {
      parseConfig(bad);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConfigError);
    expect((thrown as ConfigError).problems.map(({ variable }) => variable).sort()).toEqual(
      Object.keys(bad).sort(),
    );
    expect((thrown as ConfigError).message.split('\n')).toHaveLength(5);
  });

  it('takes a part of the shards only with a MongoDB and a Discord to share', () => {
    const shared = { SHARDS: '0-1/4', MONGODB_URI: 'mongodb://a', DISCORD_TOKEN: 'x' };
    expect(parseConfig(shared).SHARDS).toEqual({ ids: [0, 1], count: 4 });
    const without = (name: string) => () => parseConfig({ ...shared, [name]: '' });
    expect(without('MONGODB_URI')).toThrow(/^SHARDS: .* set MONGODB_URI, or write auto$/);
    expect(without('DISCORD_TOKEN')).toThrow(/^SHARDS: .* set DISCORD_TOKEN, or write auto$/);
    expect(parseConfig({ SHARDS: 'auto' }).SHARDS).toBe('auto');
  });

  it('is explained in .env.example, variable by variable', () => {
    const explained = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    const known = Object.keys(
      parseConfig({
        DISCORD_TOKEN: 'x',
        DISCORD_API_URL: 'http://a',
        MONGODB_URI: 'mongodb://a',
        MODEL_PATH: 'x',
        LLM_URL: 'http://a',
        LLM_API_KEY: 'x',
        LLM_MODEL: 'x',
      }),
    );
    for (const name of known) expect(explained).toContain(name);
  });
});

describe('the mood view', () => {
  const problem = (variables: Record<string, string>) => {
    try {
      parseConfig({ DASHBOARD: 'on', ...variables });
      return null;
    } catch (error) {
      return (error as ConfigError).problems.map(({ variable }) => variable);
    }
  };

  it('is off unless it is switched on, and needs nothing on loopback', () => {
    expect(parseConfig({}).DASHBOARD).toBe(false);
    expect(problem({})).toBeNull();
  });

  it('demands a login wherever others can reach it', () => {
    expect(problem({ DASHBOARD_HOST: '0.0.0.0' })).toEqual(['DISCORD_CLIENT_SECRET']);
    expect(problem({ DASHBOARD_URL: 'https://mood.example.org' })).toEqual(['DISCORD_CLIENT_SECRET']);
    expect(problem({ DISCORD_CLIENT_SECRET: 'x' })).toEqual(['DASHBOARD_URL']);
    const login = { DISCORD_CLIENT_SECRET: 'x', DASHBOARD_URL: 'https://mood.example.org/' };
    expect(problem({ DASHBOARD_HOST: '0.0.0.0', ...login })).toBeNull();
  });
});
