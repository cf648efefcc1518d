import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSPHRASE } from '../support/encrypted-place.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { KINDS, type KindOfPlace, KindsOfPlace, whyNone } from '../support/kinds-of-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

for (const kind of KINDS) if (whyNone(kind)) console.log(`skipped: ${kind}: ${whyNone(kind)}`);

const pairs: { own: KindOfPlace; copy: KindOfPlace; isEncrypted: boolean }[] = [
  { own: 's3', copy: 'sftp', isEncrypted: true },
  { own: 'sftp', copy: 'folder', isEncrypted: false },
];

const places = new KindsOfPlace();
let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('repair-pairs');
});
afterEach(() => place.remove());
afterAll(() => places.stop());

describe('a repair between places on other computers', () => {
  it.each(pairs.filter(({ own, copy }) => !whyNone(own) && !whyNone(copy)))(
    'mends $own from $copy and $copy from $own (encrypted: $isEncrypted)',
    async ({ own: ownKind, copy: copyKind, isEncrypted }) => {
      const [own, copy] = [await places.vacant(ownKind), await places.vacant(copyKind)];
      place.makeFolder('source');
      writeFileSync(join(place.source, 'large'), new Prng(5).bytes(1_500_000));
      writeFileSync(join(place.source, 'small'), 'small');
      const engine = await place.open();
      const plan = { name: 'P', sources: [place.source], vault: own.address, encrypt: isEncrypted };
      await engine.planAdd(
        { ...plan, ...(own.credentials && { credentials: own.credentials }) },
        isEncrypted ? { passphrase: PASSPHRASE } : {},
      );
      const { address, credentials } = copy;
      await engine.copyAdd({ plan: 'P', place: address, name: 'Safe', ...(credentials && { credentials }) });
      await backUp(engine);
      const age = isEncrypted ? '.age' : '';
      await own.spoil(`data-000001.tar.zst${age}`);
      await own.spoil('/set.json');
      await copy.spoil(`manifest.zst${age}`);
      expect((await engine.verify({ plan: 'P' })).outcome).toBe('failed');
      expect((await engine.verify({ plan: 'P', copy: 'Safe' })).outcome).toBe('failed');

      const result = await engine.repair({ plan: 'P' });

      expect(result).toMatchObject({ outcome: 'complete' });
      expect(result.places.map(({ mended }) => mended.map(({ by }) => by).sort())).toEqual([
        [`data-000001.tar.zst${age}.good-1`, 'set.json.good-1'],
        [`manifest.zst${age}.good-1`],
      ]);
      expect((await engine.verify({ plan: 'P', copy: 'Safe', level: 'deep' })).outcome).toBe('complete');
      await copy.takeAway();
      expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
      const { result: restored, tree } = await place.restore(engine, 'latest');
      expect(restored).toMatchObject({ outcome: 'complete', damaged: false });
      expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
    },
  );
});
