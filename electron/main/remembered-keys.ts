import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type Plan, type Reply, type Secret, zSecret } from '../contract/index.ts';

/** What the system keeps for a signed-in person: `safeStorage` of Electron. */
export interface SystemSafe {
  isEncryptionAvailable(): boolean;
  /** Only on Linux. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

type Unlock = (input: { plan: string; secret: Secret }) => Promise<Reply>;

/** Where Linux has no key store, what is "encrypted" goes under a password that everybody knows. */
const NO_STORES = new Set(['basic_text', 'unknown']);
const zFile = z.record(z.string(), z.base64());

/**
 * Passphrases that a person has asked this computer to remember, by the id of their vault, each locked by the system's key
 * store. Where there is no such store nothing is remembered. They are used once each time the engine starts: what somebody
 * locks by hand stays locked.
 */
export class RememberedKeys {
  readonly #file: string;
  readonly #safe: SystemSafe;
  readonly #tried = new Set<string>();
  #plans: readonly Plan[] = [];

  constructor(file: string, safe: SystemSafe) {
    this.#file = file;
    this.#safe = safe;
  }

  get isPossible(): boolean {
    return this.#safe.isEncryptionAvailable() && !NO_STORES.has(this.#safe.getSelectedStorageBackend?.() ?? '');
  }

  /** `null`: this computer cannot remember any. */
  vaults(): string[] | null {
    return this.isPossible ? Object.keys(this.#read()) : null;
  }

  /** What has opened the vault of this plan. False: it is not remembered. */
  remember(planId: string, secret: Secret): boolean {
    const vaultId = this.#plans.find(({ id }) => id === planId)?.vaultId;
    if (vaultId === undefined || !this.isPossible) return false;
    const encrypted = this.#safe.encryptString(JSON.stringify(secret)).toString('base64');
    return this.#write({ ...this.#read(), [vaultId]: encrypted });
  }

  forget(vaultId: string): void {
    const { [vaultId]: forgotten, ...rest } = this.#read();
    if (forgotten !== undefined) this.#write(rest);
  }

  /** The engine has been started anew and knows no secret. */
  engineStarted(): void {
    this.#tried.clear();
  }

  /** Opens what is locked and remembered, and forgets what no longer opens it. */
  async plansReported(plans: readonly Plan[], unlock: Unlock): Promise<void> {
    this.#plans = plans;
    for (const { id, vaultId, encryption } of plans) {
      if (encryption !== 'locked' || this.#tried.has(vaultId)) continue;
      this.#tried.add(vaultId);
      const secret = this.#secretOf(vaultId);
      if (!secret) continue;
      const reply = await unlock({ plan: id, secret });
      if (!reply.ok && reply.error.code === 'key-wrong') this.forget(vaultId);
    }
  }

  #secretOf(vaultId: string): Secret | undefined {
    const encrypted = this.#read()[vaultId];
    if (encrypted === undefined || !this.isPossible) return undefined;
    try {
      return zSecret.parse(JSON.parse(this.#safe.decryptString(Buffer.from(encrypted, 'base64'))));
    } catch {
      // The key store of another person, or one that was made anew: the passphrase is asked for again.
      return undefined;
    }
  }

  /** None where it cannot be read: then they are asked for again. */
  #read(): Readonly<Record<string, string>> {
    try {
      return zFile.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return {};
    }
  }

  #write(keys: Readonly<Record<string, string>>): boolean {
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.new`, `${JSON.stringify(keys)}\n`, { mode: 0o600 });
      renameSync(`${this.#file}.new`, this.#file);
      return true;
    } catch (error) {
      console.error('what is to be remembered could not be written', error instanceof Error ? error.name : '');
      return false;
    }
  }
}
