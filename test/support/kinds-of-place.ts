import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { printAddress } from '../../electron/engine/place/index.ts';
import { type ObjectGateway, startGateway, whyNoGateway } from './rgw.ts';
import { newBucket, type TestBucket } from './s3-bucket.ts';
import { SambaMount, whyNoSambaMount } from './samba-mount.ts';
import { SshServer, whyNoSshServer } from './sshd.ts';

export const KINDS = ['folder', 'share', 'sftp', 's3'] as const;
export type KindOfPlace = (typeof KINDS)[number];

/** Where a vault can be, with nothing there yet. */
export interface VacantPlace {
  readonly address: string;
  readonly credentials?: string;
  /** All of it is somewhere else, and nothing where it was. */
  takeAway(): Promise<void>;
  putBack(): Promise<void>;
  /** Destroys a part of the one file whose path there ends so. */
  spoil(ending: string): Promise<void>;
}

/** Why places of this kind cannot be tried here; undefined where they can. */
export function whyNone(kind: KindOfPlace): string | undefined {
  if (kind === 'share') return whyNoSambaMount();
  if (kind === 'sftp') return whyNoSshServer();
  return kind === 's3' ? whyNoGateway() : undefined;
}

/** One real server of each kind that is asked for, started when it is, and any number of places on it. */
export class KindsOfPlace {
  readonly #folder = mkdtempSync(join(tmpdir(), 'strongroom-kinds-'));
  #share: SambaMount | undefined;
  #server: SshServer | undefined;
  #gateway: ObjectGateway | undefined;
  #count = 0;

  async vacant(kind: KindOfPlace): Promise<VacantPlace> {
    const name = `vault-${++this.#count}`;
    if (kind === 'folder') return inFolder(join(this.#folder, name), join(this.#folder, name));
    if (kind === 'share') {
      this.#share ??= await SambaMount.start();
      return inFolder(join(this.#share.path, name), join(this.#share.behind, name));
    }
    if (kind === 'sftp') {
      this.#server ??= await SshServer.start();
      const credentials = this.#credentials('sftp', this.#server.byKey);
      const address = this.#server.address(name);
      return { ...inFolder(printAddress(address), address.path), credentials };
    }
    this.#gateway ??= await startGateway();
    const { accessKeyId, secretAccessKey, endpoint } = this.#gateway;
    const bucket = await newBucket(this.#gateway);
    const address = { kind: 's3', prefix: name, bucket: bucket.bucket, endpoint } as const;
    return {
      ...inBucket(bucket),
      address: printAddress({ ...address, region: undefined, style: undefined }),
      credentials: this.#credentials('s3', { accessKeyId, secretAccessKey }),
    };
  }

  async stop(): Promise<void> {
    await this.#share?.stop();
    await this.#server?.stop();
    await this.#gateway?.stop();
    rmSync(this.#folder, { recursive: true });
  }

  #credentials(kind: string, value: object): string {
    const path = join(this.#folder, `${kind}.json`);
    writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
    return path;
  }
}

/** `behind`: where it really rests. */
function inFolder(address: string, behind: string): VacantPlace {
  const aside = `${behind}-aside`;
  return {
    address,
    takeAway: async () => renameSync(behind, aside),
    putBack: async () => {
      if (existsSync(behind)) throw new Error(`something has been made at ${behind}`);
      renameSync(aside, behind);
    },
    spoil: async (ending) => {
      const names = readdirSync(behind, { recursive: true, encoding: 'utf8' });
      const path = join(
        behind,
        onlyOne(
          names.map((name) => name.replaceAll('\\', '/')),
          ending,
        ),
      );
      writeFileSync(path, spoiled(readFileSync(path)));
    },
  };
}

function onlyOne(names: readonly string[], ending: string): string {
  const [found, ...more] = names.filter((name) => name.endsWith(ending));
  if (found === undefined || more.length > 0) throw new Error(`not one file ends with ${ending}`);
  return found;
}

function spoiled(bytes: Uint8Array): Uint8Array {
  return bytes.fill(0, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2));
}

function inBucket({ bucket: Bucket, client, keys }: TestBucket): Pick<VacantPlace, 'takeAway' | 'putBack' | 'spoil'> {
  const aside = new Map<string, Uint8Array>();
  return {
    takeAway: async () => {
      for (const Key of await keys()) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        aside.set(Key, (await Body?.transformToByteArray()) ?? Buffer.alloc(0));
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
      }
    },
    putBack: async () => {
      const made = await keys();
      if (made.length > 0) throw new Error(`something has been made: ${made.join(', ')}`);
      for (const [Key, Body] of aside) await client.send(new PutObjectCommand({ Bucket, Key, Body }));
      aside.clear();
    },
    spoil: async (ending) => {
      const Key = onlyOne(await keys(), ending);
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      await client.send(
        new PutObjectCommand({ Bucket, Key, Body: spoiled((await Body?.transformToByteArray()) ?? Buffer.alloc(0)) }),
      );
    },
  };
}
