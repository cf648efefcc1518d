import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openEngine } from '../../electron/engine/engine.ts';
import { closeRemotes, parseAddress, PlaceBook, storedPath } from '../../electron/engine/place/index.ts';
import { fileState } from '../../electron/engine/vault/place-files.ts';
import { KindsOfPlace, whyNone } from '../../test/support/kinds-of-place.ts';
import { median } from './measure.mjs';

/**
 * Run by Node 24: `WORK MIB ROUNDS KINDS`. The files of one set are sent to a new place of each kind, as a copy sends them, one after the other;
 * in turn with that the stock program copies the same files to another new place. Reading them back is timed by itself.
 */
const LIMIT = 1.25;
const MIB = 1024 * 1024;
/** Of SSH the server here speaks SFTP alone, so that nobody can ask it for hashes. */
const PLAIN_SFTP = { SHELL_TYPE: 'none', DISABLE_HASHCHECK: 'true' };

const [work = '', mib = '', rounds = '', kinds = ''] = process.argv.slice(2);
const files = await setOf(Number(mib));
const bytes = files.reduce((sum, { size }) => sum + size, 0);
const book = new PlaceBook({ knownHosts: join(work, 'known-hosts'), remembered: () => undefined });
const places = new KindsOfPlace();
console.log(`a set of ${files.length} files, ${(bytes / MIB).toFixed(0)} MiB; medians of ${rounds} rounds in turn`);
console.log(`| place | written | ${'against'.padEnd(26)} | ratio (target ${LIMIT}) | read back |`);
console.log(`| --- | ---: | --- | ---: | ---: |`);
try {
  for (const kind of kinds.split(',')) {
    const why = whyNone(kind);
    if (why) console.log(`| ${kind} | ${why} | | | |`);
    else console.log(await rowOf(kind));
  }
} finally {
  await closeRemotes();
  await places.stop();
}

async function rowOf(kind) {
  const times = { ours: [], theirs: [], back: [] };
  for (let round = 0; round < Number(rounds); round++) {
    const [mine, other] = [await places.vacant(kind), await places.vacant(kind)];
    const turns = [() => send(mine, times), async () => stock(kind, other, times)];
    // Whoever comes first finds an idle disk.
    if (round % 2 === 1) turns.reverse();
    await turns[0]();
    await turns[1]();
  }
  const [ours, theirs, back] = [times.ours, times.theirs, times.back].map((all) => median(all));
  const ratio = ours / theirs;
  const told = `${theirs.toFixed(2)} s ${kind === 'folder' ? 'cp, sync' : kind === 'share' ? 'cp' : 'rclone copy'}`;
  const mark = ratio <= LIMIT ? 'met' : 'missed';
  return `| ${kind} | ${ours.toFixed(2)} s, ${(bytes / MIB / ours).toFixed(0)} MiB/s | ${told.padEnd(26)} | ${ratio.toFixed(2)} ${mark} | ${back.toFixed(2)} s |`;
}

async function send({ address, credentials }, times) {
  book.give(address, credentials);
  const place = book.open(address);
  place.makeFolder('');
  spawnSync('sync');
  const began = performance.now();
  for (const { path, name, size, sha256 } of files) await place.send(name, { path, size, sha256 });
  const sent = performance.now();
  const states = files.map(({ name, size, sha256 }) => fileState(storedPath(place, name), size, sha256));
  if (states.some((state) => state !== 'good')) throw new Error(`${address}: ${states.join(' ')}`);
  times.ours.push((sent - began) / 1000);
  times.back.push((performance.now() - sent) / 1000);
}

function stock(kind, { address, credentials }, times) {
  const from = join(work, 'set');
  spawnSync('sync');
  const began = performance.now();
  if (kind === 'folder' || kind === 'share') {
    done(spawnSync('cp', ['-r', from, address]));
    // Ours are on the disk, too, before it goes on.
    if (kind === 'folder')
      done(
        spawnSync(
          'sync',
          readdirSync(address).map((name) => join(address, name)),
        ),
      );
  } else {
    const { to, env } = remoteOf(parseAddress(address), JSON.parse(readFileSync(credentials, 'utf8')));
    done(
      spawnSync('rclone', ['copy', from, to], {
        env: { PATH: process.env.PATH, HOME: work, RCLONE_CONFIG: '/dev/null', ...env },
      }),
    );
  }
  times.theirs.push((performance.now() - began) / 1000);
}

function remoteOf(address, { privateKeyFile, accessKeyId, secretAccessKey }) {
  const settings = (type, values) =>
    Object.fromEntries(
      Object.entries({ TYPE: type, ...values }).map(([name, value]) => [`RCLONE_CONFIG_T_${name}`, String(value)]),
    );
  if (address.kind === 'sftp') {
    const { user, host, port, path } = address;
    const env = settings('sftp', { HOST: host, USER: user, PORT: port, KEY_FILE: privateKeyFile, ...PLAIN_SFTP });
    return { to: `t:${path}`, env };
  }
  const { bucket, prefix, endpoint } = address;
  const keys = { ACCESS_KEY_ID: accessKeyId, SECRET_ACCESS_KEY: secretAccessKey };
  const env = settings('s3', { PROVIDER: 'Ceph', ENDPOINT: endpoint, NO_CHECK_BUCKET: 'true', ...keys });
  return { to: `t:${bucket}/${prefix}`, env };
}

function done({ status, stderr, error }) {
  if (error) throw error;
  if (status !== 0) throw new Error(String(stderr));
}

/** The files of a real full set, in a folder by themselves, with their hashes. */
async function setOf(size) {
  const [source, vault] = [join(work, 'source'), join(work, 'vault')];
  mkdirSync(source);
  for (let i = 0; i < size / 16; i++) writeFileSync(join(source, `${i}.bin`), randomBytes(16 * MIB));
  const engine = await openEngine({ home: join(work, 'home'), vaultReadme: 'A vault of a benchmark.\n' });
  const { id: plan } = await engine.planAdd({ name: 'bench', sources: [source], vault });
  const { setId } = await engine.backup({ plan });
  await engine.close();
  mkdirSync(join(work, 'set'));
  const all = readdirSync(vault, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => relative(vault, path).includes(`/sets/${setId}/`))
    .map((from, i) => {
      const content = readFileSync(from);
      const name = `${String(i).padStart(3, '0')}-${from.split('/').at(-1)}`;
      const path = join(work, 'set', name);
      writeFileSync(path, content);
      return { path, name, size: statSync(path).size, sha256: createHash('sha256').update(content).digest('hex') };
    });
}
