/** A volume of a disk of this computer that is connected now. */
export interface Volume {
  /** Its topmost folder: a mount point, or a drive's letter as `E:\`. */
  readonly root: string;
  /** The same wherever it is connected; undefined where the system has none. Copies of a whole disk share it. */
  readonly id: string | undefined;
  /** As its owner called it. */
  readonly label: string | undefined;
}

/** What the system knows of volumes. */
export interface Volumes {
  /**
   * Those that hold files of people: no network drives, and not the one that the system itself runs from. Asks the system's own tables,
   * so that a drive that no longer answers holds nothing up.
   */
  list(): Promise<Volume[]>;
  /**
   * Takes it out, so that it can be unplugged. Throws an error with a `code`: EBUSY where something still uses it, ENOTSUP where this
   * system cannot do it, or the system's own.
   */
  eject(root: string): Promise<void>;
}

export function ejectError(code: 'EBUSY' | 'ENOTSUP' | 'EACCES' | 'EIO', detail: string): Error {
  return Object.assign(new Error(`cannot eject: ${detail}`), { code });
}
