import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { finished } from 'node:stream/promises';
import { EngineError, errnoOf, isDiskFull } from '../base/index.ts';

/**
 * A new ZIP of a few texts, under its name only when whole. Throws EngineError `target-invalid`, `target-exists`,
 * `target-full`, `target-unwritable`.
 */
export async function writeTextZip(
  path: string,
  texts: readonly { readonly name: string; readonly text: string }[],
): Promise<void> {
  const folder = dirname(path);
  if (!isAbsolute(path) || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new EngineError('target-invalid', { subject: folder });
  if (existsSync(path)) throw new EngineError('target-exists', { subject: path });
  const temporary = `${path}.strongroom-part`;
  try {
    rmSync(temporary, { force: true });
    await write(temporary, texts);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    if (isDiskFull(cause)) throw new EngineError('target-full', { subject: path, cause });
    throw new EngineError('target-unwritable', { subject: path, detail: errnoOf(cause), cause });
  }
}

async function write(path: string, texts: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
  const { ZipArchive } = await import('archiver');
  const output = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const archive = new ZipArchive({ zlib: { level: 6 } });
  const written = finished(output);
  const broken = new Promise<never>((_, reject) => archive.on('error', reject));
  archive.pipe(output);
  for (const { name, text } of texts) archive.append(text, { name });
  await Promise.race([archive.finalize().then(() => written), broken, written]);
}
