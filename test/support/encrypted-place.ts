import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanInput } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { EnginePlace } from './engine-place.ts';

export const PASSPHRASE = 'correct horse battery staple';

/** What a person types at the question of age, which it asks on the terminal alone. */
const TYPE_PASSPHRASE = `
import os, pty, sys
passphrase, command = sys.argv[1], sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
said, typed = b'', False
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        piece = b''
    if not piece:
        break
    said += piece
    if not typed and b'nter passphrase' in said:
        os.write(terminal, passphrase.encode() + b'\\n')
        typed = True
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
`;

/** Runs a program on a terminal of its own and answers there with the passphrase. Throws where it fails. */
export function onTerminal(passphrase: string, ...command: string[]): string {
  return execFileSync('python3', ['-c', TYPE_PASSPHRASE, passphrase, ...command], { encoding: 'utf8' });
}

/** A place with the plan `P` of an encrypted vault, and text files with the keys that open it. */
export class EncryptedPlace extends EnginePlace {
  recoveryKey = '';

  async withEncryptedPlan(input: Partial<PlanInput> = {}): Promise<Engine> {
    mkdirSync(this.source, { recursive: true });
    const engine = await this.open();
    const added = await engine.planAdd(
      { name: 'P', sources: [this.source], vault: this.vault, encrypt: true, ...input },
      { passphrase: PASSPHRASE },
    );
    this.recoveryKey = added.recoveryKey as string;
    return engine;
  }

  /** As somebody writes it who has the recovery kit before them. */
  recoveryFile(): string {
    return this.#write('recovery.txt', `# from the recovery kit\n${this.recoveryKey}\n`);
  }

  /** What `age` makes of the vault's key file once it was given the passphrase. */
  passphraseFile(): string {
    const to = this.path('from-passphrase.txt');
    onTerminal(PASSPHRASE, 'age', '-d', '-o', to, join(this.vault, 'keys', 'vault-1.passphrase.age'));
    return to;
  }

  /** The vault's own key alone, out of that. */
  identityFile(): string {
    const { identity } = JSON.parse(readFileSync(this.passphraseFile(), 'utf8')) as { identity: string };
    return this.#write('identity.txt', `${identity}\n`);
  }

  /** The program age, which first notes what it is told, and what lies in the folder for temporary files. */
  watchedAge(): { program: string; temporary: string; told: () => string; found: () => string } {
    const [told, found] = [this.path('told.log'), this.path('found.log')];
    const temporary = this.makeFolder('temporary');
    const program = this.#write(
      'watched-age',
      `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } >> '${told}'\nls -A '${temporary}' >> '${found}'\nexec age "$@"\n`,
    );
    chmodSync(program, 0o755);
    return { program, temporary, told: () => readFileSync(told, 'utf8'), found: () => readFileSync(found, 'utf8') };
  }

  #write(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }
}

/** Names of everything in a folder, at any depth. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}
