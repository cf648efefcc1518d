import { GEAR } from './gear.ts';

/**
 * The inner loop of the cutter as WebAssembly, assembled here: JavaScript checks every access and takes more than twice as
 * long for it. Written by hand so that nothing has to be built or downloaded for sixteen instructions a byte.
 */
const WASM = { i32: 0x7f, func: 0x60, empty: 0x40 } as const;
const block = [0x02, WASM.empty];
const loop = [0x03, WASM.empty];
const when = [0x04, WASM.empty];
const end = [0x0b];
const branch = (depth: number): number[] => [0x0c, depth];
const branchIf = (depth: number): number[] => [0x0d, depth];
const give = [0x0f];
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const getGlobal = [0x23, 0];
const setGlobal = [0x24, 0];
const loadWord = [0x28, 2, 0];
const loadByte = (offset: number): number[] => [0x2d, 0, ...unsigned(offset)];
/** Of -64 to 63: one byte of LEB128. */
const constant = (value: number): number[] => [0x41, value & 0x7f];
const isZero = [0x45];
const greaterOrEqual = [0x4e];
const add = [0x6a];
const subtract = [0x6b];
const shiftLeft = [0x74];
const shiftRight = [0x76];

function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function section(id: number, ...content: number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function exported(name: string, kind: number): number[] {
  return [name.length, ...Buffer.from(name, 'latin1'), kind, 0];
}

const PAGE_BYTES = 65_536;
const GEAR_BYTES = 4 * GEAR.length;
/** What is looked at in one call: it stays in the processor's cache between the copy and the scan. */
const WINDOW_BYTES = PAGE_BYTES - GEAR_BYTES;
const UNROLLED = 8;

const LENGTH = 0;
const SHIFT = 1;
const INDEX = 2;
const HASH = 3;

/** hash = (hash << 1) + gear[byte]; where no bit above `shift` is left, the answer is the byte's index. */
function step(offset: number): number[] {
  const gear = [...get(INDEX), ...loadByte(GEAR_BYTES + offset), ...constant(2), ...shiftLeft, ...loadWord];
  const roll = [...get(HASH), ...constant(1), ...shiftLeft, ...gear, ...add, ...set(HASH)];
  const found = [...get(INDEX), ...constant(offset), ...add, ...give];
  return [...roll, ...get(HASH), ...get(SHIFT), ...shiftRight, ...isZero, ...when, ...found, ...end];
}

function forEachUpTo(limit: number[], steps: number): number[] {
  const done = [...get(INDEX), ...limit, ...greaterOrEqual, ...branchIf(1)];
  const body = Array.from({ length: steps }, (_, offset) => step(offset)).flat();
  const next = [...get(INDEX), ...constant(steps), ...add, ...set(INDEX), ...branch(0)];
  return [...block, ...loop, ...done, ...body, ...next, ...end, ...end];
}

const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

function assemble(): Uint8Array<ArrayBuffer> {
  const wholeSteps = [...get(LENGTH), ...constant(UNROLLED - 1), ...subtract];
  const locals = [1, 2, WASM.i32];
  const begin = [...getGlobal, ...set(HASH)];
  const steps = [...forEachUpTo(wholeSteps, UNROLLED), ...forEachUpTo(get(LENGTH), 1)];
  const body = [...locals, ...begin, ...steps, ...get(HASH), ...setGlobal, ...constant(-1), ...end];
  return Uint8Array.from([
    ...MAGIC,
    ...section(1, 1, WASM.func, 2, WASM.i32, WASM.i32, 1, WASM.i32),
    ...section(3, 1, 0),
    ...section(5, 1, 1, 1, 1),
    ...section(6, 1, WASM.i32, 1, ...constant(0), ...end),
    ...section(7, 3, ...exported('scan', 0), ...exported('memory', 2), ...exported('hash', 3)),
    ...section(10, 1, ...unsigned(body.length), ...body),
  ]);
}

interface GearScan {
  readonly scan: (length: number, shift: number) => number;
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly hash: { value: number };
}
/** Part of the language's host, but only the types of browsers say so. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: GearScan };
};
const { scan, memory, hash } = new WebAssembly.Instance(new WebAssembly.Module(assemble())).exports;
new Int32Array(memory.buffer, 0, GEAR.length).set(GEAR);
const window = new Uint8Array(memory.buffer, GEAR_BYTES);

/** Begins a new chunk: nothing has rolled through the hash. */
export function resetScan(): void {
  hash.value = 0;
}

/** The index in `bytes[from, to)` at which the rolling hash has only zeros above its lowest `shift` bits, or -1. */
export function scanGear(bytes: Uint8Array, from: number, to: number, shift: number): number {
  for (let at = from; at < to; at += WINDOW_BYTES) {
    const length = Math.min(WINDOW_BYTES, to - at);
    window.set(bytes.subarray(at, at + length));
    const found = scan(length, shift);
    if (found >= 0) return at + found;
  }
  return -1;
}
