import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Catalogue, State } from '../../../../electron/engine/catalogue/index.ts';

describe('a state file that was emptied', () => {
  it('is said to be damaged, not taken for a new beginning', () => {
    const home = mkdtempSync(join(tmpdir(), 'strongroom-home-'));
    try {
      State.open(join(home, 'state.db')).close();
      Catalogue.open(join(home, 'catalogue.db')).close();
      writeFileSync(join(home, 'state.db'), '');

      expect(() => State.open(join(home, 'state.db'))).toThrow(expect.objectContaining({ code: 'state-damaged' }));
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
