import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates } from 'node:tls';
import { S3Client } from '@aws-sdk/client-s3';
import { errnoOf } from '../base/index.ts';
import type { S3Address } from './address.ts';
import type { Credentials } from './credentials.ts';
import { PLACE_FAULTS } from './place-fault.ts';
import { SILENCE_MS } from './remote-driver.ts';
import { isPassing, regionTold, s3Fault } from './s3-fault.ts';
import { presetOf, type S3Preset } from './s3-presets.ts';

const PAUSES_MS: readonly number[] = [200, 1000];
const SOCKETS_MAX = 16;

export interface S3Options {
  readonly silenceMs?: number;
  /** Between one try and the next of what may pass. */
  readonly pausesMs?: readonly number[];
  /** What is larger is sent in parts of at least this size; object stores accept none below 5 MiB. */
  readonly partBytes?: number;
  /** Days for which what is put shall be protected from being deleted or replaced. */
  readonly lockDays?: number | undefined;
}

type Attempt<T> = (client: S3Client, options: { readonly abortSignal?: AbortSignal }) => Promise<T>;

/** The connection to one bucket: names become keys, what passes is tried again, errors are those of places. */
export class S3Line {
  readonly bucket: string;
  readonly preset: S3Preset;
  readonly options: S3Options;
  readonly #prefix: string;
  readonly #credentials: Credentials;
  #hasMoved = false;
  #client: S3Client;

  constructor(address: S3Address, credentials: Credentials, options: S3Options) {
    this.bucket = address.bucket;
    this.preset = presetOf(address);
    this.options = options;
    this.#prefix = address.prefix;
    this.#credentials = credentials;
    this.#client = this.#connect(this.preset.region);
  }

  key(name: string): string {
    return [this.#prefix, name].filter((part) => part !== '').join('/');
  }

  /** What the keys of all that is in a folder begin with. */
  folderKey(folder: string): string {
    const key = this.key(folder);
    return key === '' ? '' : `${key}/`;
  }

  /**
   * Runs `attempt`, and again after a failure that passes; it makes its command anew each time. What it throws, and what it gives
   * up with, is an error of a place.
   */
  async call<T>(subject: string, attempt: Attempt<T>, signal?: AbortSignal): Promise<T> {
    const options = signal ? { abortSignal: signal } : {};
    for (let tried = 0; ; tried++) {
      const client = this.#client;
      try {
        return await attempt(client, options);
      } catch (error) {
        if (errnoOf(error) in PLACE_FAULTS) throw error;
        const region = regionTold(error);
        if (region !== undefined && (client !== this.#client || this.#moveTo(region))) continue;
        const pause = (this.options.pausesMs ?? PAUSES_MS)[tried];
        if (pause === undefined || signal?.aborted || !isPassing(error)) throw s3Fault(error, subject);
        await sleep(pause);
      }
    }
  }

  /** Milliseconds since 1970, as the place sees it. */
  now(): number {
    return Date.now() + (this.#client.config.systemClockOffset ?? 0);
  }

  close(): void {
    this.#client.destroy();
  }

  /** Whether there is something new to try. */
  #moveTo(region: string): boolean {
    if (this.#hasMoved || region === this.preset.region) return false;
    this.#hasMoved = true;
    this.#client = this.#connect(region);
    return true;
  }

  #connect(region: string): S3Client {
    return connect({ ...this.preset, region }, this.#credentials, this.options.silenceMs ?? SILENCE_MS);
  }
}

/** Where it leads to, and with which keys, is never told by the environment or by files of other programs. */
function connect(preset: S3Preset, credentials: Credentials, silenceMs: number): S3Client {
  const sockets = { keepAlive: true, maxSockets: SOCKETS_MAX };
  const isOwn = preset.name === 'own-server' && preset.endpoint?.startsWith('https:');
  return new S3Client({
    ...(preset.endpoint !== undefined && { endpoint: preset.endpoint }),
    region: preset.region,
    forcePathStyle: preset.pathStyle,
    credentials: {
      accessKeyId: credentials.accessKeyId ?? '',
      secretAccessKey: credentials.secretAccessKey ?? '',
      ...(credentials.sessionToken !== undefined && { sessionToken: credentials.sessionToken }),
    },
    // Others than AWS know none of its newer checksums: Content-MD5 goes with every body instead.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // To wait for a word before each body costs a round trip, and some servers never say it.
    expectContinueHeader: false,
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    // It would write to the terminal that a request was refused, which is often the answer that was hoped for.
    logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    userAgentAppId: 'strongroom',
    requestHandler: {
      connectionTimeout: silenceMs,
      socketTimeout: silenceMs,
      httpAgent: new HttpAgent(sockets),
      // A server of one's own is vouched for by an authority of one's own, which the system has been told of.
      httpsAgent: new HttpsAgent({
        ...sockets,
        ...(isOwn && { ca: [...getCACertificates('default'), ...getCACertificates('system')] }),
      }),
    },
  });
}
