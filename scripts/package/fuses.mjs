import { createRequire } from 'node:module';

// From electron-builder, so that what is read here is what it writes.
const { FuseV1Options, getCurrentFuseWire } = createRequire(import.meta.resolve('app-builder-lib'))('@electron/fuses');

/** Names as electron-builder.yml has them, in the order of the wire. */
const names = Object.keys(FuseV1Options)
  .filter((name) => Number.isNaN(Number(name)))
  .map((name) => name[0].toLowerCase() + name.slice(1));

const states = { 0x30: false, 0x31: true };

/** The fuses of an Electron program: {name: true, false, or undefined where the fuse was taken out}. */
export async function fusesOf(executable) {
  const wire = await getCurrentFuseWire(executable);
  return Object.fromEntries(
    names.flatMap((name, position) => (position in wire ? [[name, states[wire[position]]]] : [])),
  );
}
