import { sealSlab } from '../crypt/index.ts';
import type { TaskInput, TaskOutput } from './tasks.ts';

/** Encrypts a stretch of a volume by the numbers of its chunks: any thread can do any of them. */
export function sealVolumePart({ key, slab }: TaskInput<'sealVolumePart'>): TaskOutput<'sealVolumePart'> {
  const sealed = sealSlab(key, slab);
  return { frame: { buffer: sealed.buffer, length: sealed.length } };
}
