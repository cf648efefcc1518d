import type { Verb } from '../command-spec.ts';
import { firstLine, pinOf, secretOf } from '../secrets.ts';

export const passphrase: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words, engine } = session;
  const next = firstLine(session, options, 'new-passphrase-file') ?? '';
  const { pin } = pinOf(session, options);
  const opened = await engine();
  const { id, name, vault } = await opened.planShow(wanted);
  await opened.passphraseChange(id, secretOf(session, options), next, pin);
  return {
    document: { id, name, vault },
    exit: 0,
    quiet: [],
    lines: () => [words('cli.passphrase.changed', { vault }), words('cli.passphrase.leaked')],
  };
};
