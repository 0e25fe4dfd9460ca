// compose.yaml, what it mounts, and the systemd unit.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parse as parseEnv } from 'dotenv';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config.ts';
import { environmentOf, stagesOf } from './dockerfile.ts';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly environment?: Record<string, string>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
}

const compose = parse(readFileSync('compose.yaml', 'utf8')) as {
  services: Record<'bot' | 'mongo' | 'prometheus' | 'grafana', Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, { internal?: boolean }>;
};
const services = Object.values<Service>(compose.services);
/** What a person starts from. */
const example = parseEnv(readFileSync('.env.example'));
const environment = environmentOf(stagesOf(readFileSync('Dockerfile', 'utf8'))[1]!);

describe('compose.yaml', () => {
  it('mounts only volumes it declares and files that exist', () => {
    for (const volume of services.flatMap(({ volumes = [] }) => volumes)) {
      const [from = ''] = volume.split(':');
      expect(from.startsWith('.') ? existsSync(from) : from in compose.volumes, volume).toBe(true);
    }
    for (const network of services.flatMap(({ networks = [] }) => networks)) {
      expect(compose.networks).toHaveProperty(network);
    }
  });

  it('fixes the version of every image', () => {
    for (const { image, build } of services) {
      if (build === undefined) expect(image).toMatch(/:v?\d+(\.\d+)*$/);
    }
  });

  it('gives the bot settings that it takes, no rights, and a root that it cannot write', () => {
    const { bot } = compose.services;
    const config = parseConfig({ ...environment, ...bot.environment, DISCORD_TOKEN: 'token' });
    expect(config.MONGODB_URI).toMatch(/^mongodb:\/\/mongo:27017\/barometer\?replicaSet=rs0$/);
    expect(config.OPS_HOST).toBe('0.0.0.0');
    expect(bot).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(bot.depends_on?.['mongo']?.condition).toBe('service_healthy');
  });

  it('keeps the folders and the port of the image where .env is a copy of .env.example', () => {
    const held = { ...environment, ...example, ...compose.services.bot.environment };
    for (const name of ['DATA_DIR', 'MODEL_CACHE_DIR', 'OPS_PORT'])
      expect(held[name], name).toBe(environment[name]);
  });

  it('MongoDB is the replica set that the bot asks for', () => {
    const { command = [], healthcheck } = compose.services.mongo;
    expect(command.join(' ')).toContain('--replSet rs0');
    const script = healthcheck?.test.at(-1) ?? '';
    expect(script).toContain("_id: 'rs0'");
    expect(() => new Script(script)).not.toThrow();
  });

  it('publishes nothing but Grafana, and that on loopback', () => {
    expect(services.flatMap(({ ports = [] }) => ports)).toEqual(['127.0.0.1:3000:3000']);
    expect(compose.networks['inside']?.internal).toBe(true);
    expect(compose.services.mongo.networks).toEqual(['inside']);
  });

  it('Prometheus asks the bot at its port and reads its rules', () => {
    const prometheus = parse(readFileSync('deploy/prometheus/prometheus.yaml', 'utf8')) as {
      rule_files: string[];
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    const targets = prometheus.scrape_configs.flatMap(({ static_configs }) => static_configs);
    expect(targets).toEqual([{ targets: [`bot:${environment['OPS_PORT']}`] }]);
    for (const file of prometheus.rule_files) expect(existsSync(join('deploy/prometheus', file))).toBe(true);
    expect(compose.services.prometheus.command).toContain('--config.file=/etc/prometheus/prometheus.yaml');
  });

  it('Grafana finds the dashboard and the source that it asks', () => {
    const base = 'deploy/grafana/provisioning';
    const { datasources } = parse(readFileSync(`${base}/datasources/prometheus.yaml`, 'utf8')) as {
      datasources: { uid: string; url: string }[];
    };
    expect(datasources).toEqual([
      expect.objectContaining({ uid: 'prometheus', url: 'http://prometheus:9090' }),
    ]);
    const { providers } = parse(readFileSync(`${base}/dashboards/barometer.yaml`, 'utf8')) as {
      providers: { options: { path: string } }[];
    };
    const path = providers[0]?.options.path ?? '';
    expect(compose.services.grafana.volumes).toContain(`./deploy/grafana/dashboards:${path}:ro`);
    const dashboard = readFileSync('deploy/grafana/dashboards/barometer.json', 'utf8');
    for (const [, uid] of dashboard.matchAll(/"type": "prometheus",\s+"uid": "([^"]+)"/g)) {
      expect(uid).toBe('prometheus');
    }
  });
});

describe('the systemd unit', () => {
  const unit = readFileSync('deploy/barometer.service', 'utf8');
  const valuesOf = (key: string) =>
    [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value]) => value);

  it('starts the built program with settings that it takes', () => {
    const [command = ''] = valuesOf('ExecStart');
    const [env, ...words] = command.split(' ');
    const [node, ...args] = words.slice(words.findIndex((word) => !word.includes('=')));
    expect([env, node]).toEqual(['/usr/bin/env', '/usr/bin/node']);
    expect(args.at(-1)).toMatch(/\/barometer\/dist\/index\.js$/);
    const pairsIn = (line: string) =>
      Object.fromEntries(
        [...line.matchAll(/(?:^| )(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
      ) as Record<string, string>;
    // As systemd has it: the file of settings replaces Environment=, and the words of env come last.
    const before = Object.assign({}, ...valuesOf('Environment').map((line = '') => pairsIn(line))) as object;
    const variables = { ...before, ...example, ...pairsIn(command) };
    const config = parseConfig(variables);
    expect(config.DATA_DIR).toBe(`/var/lib/${valuesOf('StateDirectory')[0]}`);
    expect(variables['MODEL_CACHE_DIR']).toBe(`/var/cache/${valuesOf('CacheDirectory')[0]}/models`);
  });

  it('can write only where its data and its weights are', () => {
    expect(valuesOf('ProtectSystem')).toEqual(['strict']);
    for (const key of ['DynamicUser', 'NoNewPrivileges', 'PrivateTmp', 'ProtectHome']) {
      expect(valuesOf(key), key).toEqual(['yes']);
    }
    expect(valuesOf('CapabilityBoundingSet')).toEqual(['']);
    expect(valuesOf('ReadWritePaths')).toEqual([]);
  });

  const analyze = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  const hasAnalyze = analyze('--version').status === 0;
  it.skipIf(!hasAnalyze)('is one that systemd takes, with an exposure of less than 2 of 10', () => {
    const file = resolve('deploy/barometer.service');
    const verified = analyze('verify', file);
    expect(verified.stderr).not.toMatch(/Unknown|Failed to parse|ignoring/i);
    const { stdout } = analyze('security', '--offline=yes', file);
    expect(Number(/exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1])).toBeLessThan(2);
  });
});
