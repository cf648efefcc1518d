import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan, Reply, Secret } from '../../../electron/contract/index.ts';
import { RememberedKeys, type SystemSafe } from '../../../electron/main/remembered-keys.ts';
import { plan } from '../service/fake-engine.ts';

const secret: Secret = { passphrase: 'canary horse battery staple' };
const locked: Plan = { ...plan('a'), vaultId: 'vault23', encryption: 'locked' };
const opened: Reply = { ok: true, value: {} };

/** A key store of a system, with a key of its own. */
function keyStore(backend?: string): SystemSafe {
  const key = randomBytes(32);
  return {
    isEncryptionAvailable: () => true,
    ...(backend !== undefined && { getSelectedStorageBackend: () => backend }),
    encryptString: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    decryptString: (encrypted) => {
      const cipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12));
      cipher.setAuthTag(encrypted.subarray(12, 28));
      return Buffer.concat([cipher.update(encrypted.subarray(28)), cipher.final()]).toString();
    },
  };
}

describe('a passphrase that is to be remembered', () => {
  let folder: string;
  let file: string;
  const asked: { plan: string; secret: Secret }[] = [];
  const answering = (reply: Reply) => (input: { plan: string; secret: Secret }) => {
    asked.push(input);
    return Promise.resolve(reply);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strongroom-remembered-'));
    file = join(folder, 'window', 'remembered-keys.json');
    asked.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('opens its backups after the next start, and is nowhere to be read', async () => {
    const safe = keyStore('gnome_libsecret');
    const first = new RememberedKeys(file, safe);
    await first.plansReported([locked], answering(opened));

    expect(first.remember('a', secret)).toBe(true);

    expect(readFileSync(file, 'utf8')).not.toContain('canary');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
    const next = new RememberedKeys(file, safe);
    expect(next.vaults()).toEqual(['vault23']);
    await next.plansReported([locked, { ...locked, id: 'b' }], answering(opened));
    expect(asked).toEqual([{ plan: 'a', secret }]);
  });

  it('leaves locked what somebody locks by hand, until the engine starts again', async () => {
    const keys = new RememberedKeys(file, keyStore());
    await keys.plansReported([locked], answering(opened));
    keys.remember('a', secret);
    await keys.plansReported([locked], answering(opened));
    expect(asked).toEqual([]);

    keys.engineStarted();
    await keys.plansReported([locked], answering(opened));

    expect(asked).toEqual([{ plan: 'a', secret }]);
  });

  it.each(['basic_text', 'unknown'])(
    'is not where Linux would hide it under a known password (%s)',
    async (backend) => {
      const keys = new RememberedKeys(file, keyStore(backend));
      await keys.plansReported([locked], answering(opened));

      expect(keys.vaults()).toBeNull();
      expect(keys.remember('a', secret)).toBe(false);
      expect(existsSync(file)).toBe(false);
    },
  );

  it('is forgotten once it no longer opens anything, and when somebody asks for that', async () => {
    const keys = new RememberedKeys(file, keyStore());
    await keys.plansReported([locked], answering(opened));
    keys.remember('a', secret);
    keys.engineStarted();
    await keys.plansReported([locked], answering({ ok: false, error: { code: 'vault-unavailable' } }));
    expect(keys.vaults()).toEqual(['vault23']);

    keys.engineStarted();
    await keys.plansReported([locked], answering({ ok: false, error: { code: 'key-wrong' } }));

    expect(keys.vaults()).toEqual([]);
    keys.remember('a', secret);
    keys.forget('vault23');
    expect(keys.vaults()).toEqual([]);
  });

  it('is asked for again where the key store is another one', async () => {
    const keys = new RememberedKeys(file, keyStore());
    await keys.plansReported([locked], answering(opened));
    keys.remember('a', secret);

    await new RememberedKeys(file, keyStore()).plansReported([locked], answering(opened));

    expect(asked).toEqual([]);
  });
});
