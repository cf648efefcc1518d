import type { FilePreview } from '../../contract/index.ts';
import type { FileEntry } from '../archive/index.ts';
import { breathe, EngineError } from '../base/index.ts';
import { contents, type ReadFrame, treeOf, volumesOf, wholeContent } from '../sets/index.ts';
import { type KnownPlan, openToRead, type PlanDeps, rawTreePaths, resolvePoint } from '../ledger/index.ts';
import { readableText } from './readable-text.ts';

const TEXT_BYTES_MAX = 256 * 1024;
const IMAGE_BYTES_MAX = 20 * 1024 ** 2;
const PDF_BYTES_MAX = 30 * 1024 ** 2;
/** Readers of PDF allow something in front of its mark. */
const PDF_MARK_WITHIN = 1024;

type Image = Extract<FilePreview, { kind: 'image' }>['mime'];

/**
 * A file of a point for the eyes: as text, image or PDF by what its bytes are, never by its name. Every byte shown was
 * compared with its hash; nothing is written. Throws EngineError `no-points`, `point-unknown`, and what opening a vault throws.
 */
export async function previewFile(
  deps: PlanDeps,
  plan: KnownPlan,
  { at, path }: { at: string; path: string },
): Promise<FilePreview> {
  const point = resolvePoint(deps, plan, at);
  const { sets } = openToRead(deps, plan, point);
  const tree = treeOf(sets, point.seal.set);
  const entry = rawTreePaths(plan, path)
    .map((candidate) => tree.entry(candidate))
    .find((found) => found !== undefined);
  if (entry?.type !== 'file') return { kind: 'none', reason: 'no-file' };
  if (entry.size === 0) return { kind: 'none', reason: 'empty' };
  try {
    return await show(entry, volumesOf(sets).readFrame);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'set-damaged') return { kind: 'none', reason: 'damaged' };
    throw error;
  }
}

async function show(entry: FileEntry, read: ReadFrame): Promise<FilePreview> {
  const head = await beginning(entry, read);
  const mime = imageOf(head, entry.size);
  if (mime) {
    if (entry.size > IMAGE_BYTES_MAX) return { kind: 'none', reason: 'too-large' };
    return { kind: 'image', mime, base64: wholeContent(entry, read).toString('base64') };
  }
  if (head.subarray(0, PDF_MARK_WITHIN).includes('%PDF-')) {
    if (entry.size > PDF_BYTES_MAX) return { kind: 'none', reason: 'too-large' };
    return { kind: 'pdf', base64: wholeContent(entry, read).toString('base64') };
  }
  const truncated = entry.size > head.length;
  const text = readableText(head, truncated);
  return text === undefined ? { kind: 'none', reason: 'type' } : { kind: 'text', text, truncated };
}

/** As much as text is shown of; each chunk is compared with its hash before it is used. */
async function beginning(entry: FileEntry, read: ReadFrame): Promise<Buffer> {
  if (entry.size <= TEXT_BYTES_MAX) return wholeContent(entry, read);
  const parts: Buffer[] = [];
  let length = 0;
  for (const content of contents(entry, read)) {
    parts.push(content);
    length += content.length;
    if (length >= TEXT_BYTES_MAX) break;
    await breathe();
  }
  return Buffer.concat(parts).subarray(0, TEXT_BYTES_MAX);
}

function imageOf(head: Buffer, size: number): Image | undefined {
  const says = (text: string, at = 0): boolean => head.toString('latin1', at, at + text.length) === text;
  if (says('\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (says('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (says('GIF87a') || says('GIF89a')) return 'image/gif';
  if (says('RIFF') && says('WEBP', 8)) return 'image/webp';
  // Two letters are little: text may begin with them. The file's own length has to follow, and four zeros.
  if (says('BM') && head.length >= 14 && head.readUInt32LE(2) === size && head.readUInt32LE(6) === 0)
    return 'image/bmp';
  return undefined;
}
