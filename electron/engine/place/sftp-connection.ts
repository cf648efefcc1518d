import type { Socket } from 'node:net';
import type { Client, SFTPWrapper } from 'ssh2';
import { placeError } from './place-fault.ts';
import { sftpFault, unsupportedFault } from './sftp-fault.ts';
import { logIn, type SftpLogin } from './sftp-login.ts';

export type Answered<T> = (error: Error | null | undefined, value: T) => void;

interface Question {
  readonly fail: (error: Error) => void;
  readonly limitMs: number;
}

/** Every server must take as much in one request; what OpenSSH takes it says itself. */
const PIECE_BYTES = 31 * 1024;
const PIECE_BYTES_MAX = 255 * 1024;
/** A disk may need that long to write what it was given, for as long as the server itself answers. */
const SLOW_FACTOR = 15;

/**
 * One connection with one session of SFTP in it. A question is answered, refused by the server, or fails ENOTCONN: at once when the
 * connection is lost, and when nothing was heard for `silenceMs`. After that it is of no more use.
 */
export class SftpConnection {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #silenceMs: number;
  readonly #questions = new Set<Question>();
  readonly #watch: NodeJS.Timeout;
  #sftp: SFTPWrapper | undefined;
  #lost: Error | undefined;
  #isCorked = false;
  #heardBytes = 0;
  #heardAt = performance.now();
  #answeredAt = performance.now();

  static async open(login: SftpLogin): Promise<SftpConnection> {
    const { client, socket } = await logIn(login);
    const connection = new SftpConnection(client, socket, login.silenceMs);
    try {
      await connection.#begin();
    } catch (error) {
      connection.close();
      // A shell without SFTP refuses the session; the connection itself is there.
      throw connection.#lost ?? placeError('EPROTO', 'the server has no SFTP', error);
    }
    return connection;
  }

  private constructor(client: Client, socket: Socket, silenceMs: number) {
    this.#client = client;
    this.#socket = socket;
    this.#silenceMs = silenceMs;
    client.on('error', (error) => this.#lose(error.message, error));
    client.once('close', () => this.#lose('connection closed'));
    this.#watch = setInterval(() => this.#look(), Math.ceil(silenceMs / 8));
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** How many bytes one request may carry. */
  get pieceBytes(): number {
    return Math.min(this.#limit('_maxWriteLen'), this.#limit('_maxReadLen'), PIECE_BYTES_MAX);
  }

  /** `subject` is the path, for the log. Throws what `sftpFault` makes of the server's answer, and ENOTCONN. */
  ask<T>(
    subject: string,
    start: (sftp: SFTPWrapper, done: Answered<T>) => void,
    limitMs = this.#silenceMs,
  ): Promise<T> {
    const sftp = this.#sftp;
    if (sftp === undefined) return Promise.reject(placeError('ENOTCONN', 'no session'));
    return this.#question(subject, (done) => start(sftp, done), limitMs);
  }

  /** For what a disk has to do, and not only the server. */
  askSlow<T>(subject: string, start: (sftp: SFTPWrapper, done: Answered<T>) => void): Promise<T> {
    return this.ask(subject, start, this.#silenceMs * SLOW_FACTOR);
  }

  close(): void {
    this.#lose('closed here');
  }

  async #begin(): Promise<void> {
    const sftp = await this.#question<SFTPWrapper>('session', (done) => this.#client.sftp(done), this.#silenceMs);
    sftp.on('error', (error: Error) => this.#lose(error.message, error));
    sftp.once('end', () => this.#lose('session ended'));
    sftp.once('close', () => this.#lose('session closed'));
    this.#sftp = sftp;
  }

  #question<T>(subject: string, start: (done: Answered<T>) => void, limitMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#lost) {
        reject(this.#lost);
        return;
      }
      const question = { fail: reject, limitMs };
      if (this.#questions.size === 0) this.#answeredAt = performance.now();
      this.#questions.add(question);
      const done: Answered<T> = (error, value) => {
        this.#questions.delete(question);
        this.#answeredAt = performance.now();
        if (error) reject(this.#lost ?? sftpFault(error, subject));
        else resolve(value);
      };
      this.#cork();
      try {
        start(done);
      } catch (error) {
        this.#questions.delete(question);
        reject(this.#lost ?? unsupportedFault(error, subject));
      }
    });
  }

  /** The library writes each packet in several pieces, each of which would be a call into the system. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      this.#socket.uncork();
    });
  }

  /** The server may live and its disk not: answers count apart from what is heard of the connection. */
  #look(): void {
    const now = performance.now();
    if (this.#socket.bytesRead !== this.#heardBytes) {
      this.#heardBytes = this.#socket.bytesRead;
      this.#heardAt = now;
    }
    const limitMs = Math.max(0, ...[...this.#questions].map((question) => question.limitMs));
    if (now - this.#heardAt > this.#silenceMs) this.#lose(`silent for ${this.#silenceMs} ms`);
    else if (limitMs > 0 && now - this.#answeredAt > limitMs) this.#lose(`no answer for ${limitMs} ms`);
  }

  #lose(reason: string, cause?: Error): void {
    if (this.#lost) return;
    this.#lost = placeError('ENOTCONN', reason, cause);
    clearInterval(this.#watch);
    this.#client.destroy();
    this.#socket.destroy();
    for (const { fail } of this.#questions) fail(this.#lost);
    this.#questions.clear();
  }

  /** What the server has said about itself stands in the session, where the library keeps it to itself. */
  #limit(name: string): number {
    const value: unknown = this.#sftp && Reflect.get(this.#sftp, name);
    return typeof value === 'number' && value > 0 ? value : PIECE_BYTES;
  }
}
