/** More than one is only needed where a good copy has been damaged as well. */
const GOOD_COPIES_MAX = 9;
const SUFFIX = /\.good-([1-9])$/;

/** Names under which good bytes of a file may lie beside it, which itself stays as it is (FORMAT.md, 19). */
export function goodCopyNames(name: string): string[] {
  return Array.from({ length: GOOD_COPIES_MAX }, (_, i) => `${name}.good-${i + 1}`);
}

/** Those of a file that are among these names, in order. */
export function goodCopiesAmong(names: Iterable<string>, file: string): string[] {
  const there = new Set(names);
  return goodCopyNames(file).filter((name) => there.has(name));
}

/** The name of the file whose bytes a name stands for. */
export function originalName(name: string): string {
  return name.replace(SUFFIX, '');
}
