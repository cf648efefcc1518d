import { chmodSync, cpSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './cli-runner.ts';

/** Bytes that do not compress and are the same in every run. */
export function noise(sizeBytes: number, seed: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  let state = seed >>> 0 || 1;
  for (let at = 0; at < sizeBytes; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A small folder as an office has it: nested, Chinese names, an empty folder, a link, a large file, an executable. */
export function makeDocuments(folder: string): void {
  makeFolder(join(folder, 'letters', '2025'));
  makeFolder(join(folder, 'empty'));
  makeFolder(join(folder, '年度报告'));
  writeFileSync(join(folder, 'letters', 'a.txt'), 'first\n');
  writeFileSync(join(folder, 'letters', '2025', 'march.txt'), 'march\n');
  writeFileSync(join(folder, 'letters', 'old.txt'), 'to be deleted\n');
  writeFileSync(join(folder, '年度报告', '总结.xlsx'), noise(20_000, 7));
  writeFileSync(join(folder, 'large.bin'), noise(3_000_000, 1));
  writeFileSync(join(folder, 'nothing'), '');
  writeFileSync(join(folder, 'run.sh'), '#!/bin/sh\n');
  chmodSync(join(folder, 'run.sh'), 0o750);
  symlinkSync('letters/a.txt', join(folder, 'shortcut'));
  utimesSync(join(folder, 'letters', 'a.txt'), 1_600_000_000.5, 1_600_000_000.5);
}

export function changeOnce(folder: string): void {
  writeFileSync(join(folder, 'letters', 'a.txt'), 'second, and longer\n');
  writeFileSync(join(folder, 'letters', 'new.txt'), 'new\n');
  rmSync(join(folder, 'letters', 'old.txt'));
  renameSync(join(folder, 'letters', '2025'), join(folder, 'letters', 'spring'));
}

export function changeTwice(folder: string): void {
  const bytes = noise(3_000_000, 1);
  bytes.fill(0, 1_500_000, 1_500_100);
  writeFileSync(join(folder, 'large.bin'), bytes);
  rmSync(join(folder, 'nothing'));
  makeFolder(join(folder, 'nothing'));
  writeFileSync(join(folder, 'nothing', 'inside'), 'a folder now\n');
}

/** A copy with times and links as they are. */
export function keepCopy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}
