import { Pipeline } from '../base/index.ts';
import type { SftpConnection } from './sftp-connection.ts';
import { closeHandle } from './sftp-folders.ts';

/** Asked for at once. */
const UNDER_WAY_BYTES = 4 * 1024 * 1024;

/** Fewer bytes only where the file ends. Throws ENOENT. */
export async function readRange(
  connection: SftpConnection,
  path: string,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await connection.ask<Buffer>(path, (sftp, done) => sftp.open(path, 'r', done));
  try {
    const bytes = Buffer.allocUnsafeSlow(length);
    const { pieceBytes } = connection;
    const pipeline = new Pipeline(Math.ceil(UNDER_WAY_BYTES / pieceBytes));
    let end = length;
    for (let at = 0; at < end; at += pieceBytes) {
      const last = Math.min(length, at + pieceBytes);
      const piece = readPiece(connection, { path, handle, offset }, bytes.subarray(0, last), at).then((reached) => {
        if (reached < last) end = Math.min(end, reached);
      });
      await pipeline.add(piece);
    }
    await pipeline.drain();
    return bytes.subarray(0, end);
  } finally {
    closeHandle(connection, handle);
  }
}

/** Fills `bytes` from `at` to its end, and answers how far the file went. A server may give less than it was asked for. */
async function readPiece(
  connection: SftpConnection,
  file: { readonly path: string; readonly handle: Buffer; readonly offset: number },
  bytes: Buffer,
  at: number,
): Promise<number> {
  const { path, handle, offset } = file;
  let done = at;
  while (done < bytes.length) {
    const from = done;
    const read = await connection.ask<number>(path, (sftp, answer) =>
      sftp.read(handle, bytes, from, bytes.length - from, offset + from, (error, count) => answer(error, count)),
    );
    if (read === 0) break;
    done += read;
  }
  return done;
}
