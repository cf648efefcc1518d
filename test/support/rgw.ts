import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const STEP_MS = 30_000;
const START_MS = 60_000;
const PROGRAMS = ['ceph', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw', 'radosgw-admin'];

/** A Ceph cluster of one monitor, one store in memory and one RADOS gateway, on loopback, in a folder of its own. */
export interface ObjectGateway {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Runs radosgw-admin. */
  admin(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Why no gateway can be started here, or undefined. */
export function whyNoGateway(): string | undefined {
  const folders = (process.env.PATH ?? '').split(':');
  const absent = PROGRAMS.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
  return absent.length === 0 ? undefined : `object stores are not tested: no ${absent.join(', ')} (npm run setup)`;
}

/** Takes some seconds. Whoever started it stops it. */
export async function startGateway(): Promise<ObjectGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-rgw-'));
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const ports = await freePorts(3);
    const conf = writeConf(folder, ports);
    const endpoint = `http://127.0.0.1:${ports[2]}`;
    const accessKeyId = 'TESTACCESSKEY';
    const secretAccessKey = 'test/secret+access';
    const start = (program: string, ...args: string[]): void => {
      const log = openSync(join(folder, `${program}.out`), 'a');
      children.push(spawn(program, ['-c', conf, ...args, '-f'], { stdio: ['ignore', log, log] }));
    };
    const step = (program: string, ...args: string[]) =>
      run(program, ['-c', conf, ...args], { timeout: STEP_MS, cwd: folder }).then(({ stdout }) => stdout);

    await step('ceph-mon', '--mkfs', '-i', 'a', '--monmap', await monitorMap(folder, ports));
    start('ceph-mon', '-i', 'a');
    await step('ceph', 'osd', 'create');
    await step('ceph-osd', '-i', '0', '--mkfs');
    start('ceph-osd', '-i', '0');
    const names = ['--uid=test', '--display-name=test', `--access-key=${accessKeyId}`, `--secret=${secretAccessKey}`];
    await step('radosgw-admin', 'user', 'create', ...names);
    start('radosgw', '-n', 'client.admin');
    await answers(endpoint, children);
    return { endpoint, accessKeyId, secretAccessKey, admin: (...args) => step('radosgw-admin', ...args), stop };
  } catch (cause) {
    const outputs = ['ceph-mon', 'ceph-osd', 'radosgw'].map((program) => lastLines(join(folder, `${program}.out`)));
    await stop();
    throw new Error(`the gateway did not start\n${outputs.join('\n')}`, { cause });
  }
}

async function monitorMap(folder: string, [mon, oldMon]: number[]): Promise<string> {
  const map = join(folder, 'monmap');
  const fsid = /fsid = (.*)/.exec(readFileSync(join(folder, 'ceph.conf'), 'utf8'))?.[1] ?? '';
  const address = `[v2:127.0.0.1:${mon},v1:127.0.0.1:${oldMon}]`;
  await run('monmaptool', ['--create', '--clobber', '--fsid', fsid, '--addv', 'a', address, map], { timeout: STEP_MS });
  return map;
}

/**
 * One copy of everything is enough for a test. Without cephx the encrypted mode of the messenger never connects: plain
 * checksums everywhere. The monitor shall not wait a second for others before each step: there are none, and a gateway
 * asks for many. Short pages of listings make the second page cheap to test.
 */
function writeConf(folder: string, [mon, oldMon, gateway]: number[]): string {
  for (const name of ['mon', 'osd', 'rgw', 'run']) mkdirSync(join(folder, name));
  const path = join(folder, 'ceph.conf');
  const modes = ['cluster', 'service', 'client', 'mon cluster', 'mon service', 'mon client'];
  writeFileSync(
    path,
    `[global]
fsid = ${randomUUID()}
mon initial members = a
mon host = [v2:127.0.0.1:${mon},v1:127.0.0.1:${oldMon}]
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
${['cluster', 'service', 'client'].map((side) => `auth ${side} required = none`).join('\n')}
${modes.map((mode) => `ms ${mode} mode = crc`).join('\n')}
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd crush initial weight = 1
mon allow pool size one = true
mon data avail crit = 1
paxos propose interval = 0.01
paxos min wait = 0.01
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
log file = ${folder}/$name.log
crash dir = ${folder}
[mon.a]
host = localhost
mon data = ${folder}/mon
[osd.0]
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 6442450944
[client]
rgw data = ${folder}/rgw
rgw max listing results = 50
rgw frontends = beast endpoint=127.0.0.1:${gateway} tcp_nodelay=1
`,
  );
  return path;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listening()));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) server.close();
  return ports;
}

async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function answers(endpoint: string, children: readonly ChildProcess[]): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    const gone = children.find(({ exitCode }) => exitCode !== null);
    if (gone) throw new Error(`${gone.spawnfile} ended with ${gone.exitCode}`);
    try {
      await fetch(endpoint);
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error(`nothing answers at ${endpoint}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function lastLines(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(-20).join('\n') : '';
}
