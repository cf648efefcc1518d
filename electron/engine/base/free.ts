/**
 * Gives a buffer's memory back at once: large ones that wait for the garbage collector would fill the memory long before it
 * runs. Nothing may use the bytes afterwards. Small buffers share Node's pool and are left alone.
 */
export function free(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
