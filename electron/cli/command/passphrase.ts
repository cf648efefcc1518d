import type { Verb } from '../command-spec.ts';
import { oldPassphraseLines } from '../disk-lines.ts';
import { firstLine, pinOf, secretOf } from '../secrets.ts';

export const passphrase: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words, engine } = session;
  const next = firstLine(session, options, 'new-passphrase-file') ?? '';
  const { pin } = pinOf(session, options);
  const opened = await engine();
  const { id, name, vault } = await opened.planShow(wanted);
  await opened.passphraseChange(id, secretOf(session, options), next, pin);
  const plan = await opened.planShow(id);
  const owed = plan.places.filter(({ oldPassphrase }) => oldPassphrase);
  return {
    document: { id, name, vault, ...(owed.length > 0 && { oldPassphrase: owed.map((place) => place.vaultId) }) },
    exit: 0,
    quiet: [],
    lines: () => [
      words('cli.passphrase.changed', { vault }),
      ...oldPassphraseLines({ words }, plan),
      words('cli.passphrase.leaked'),
    ],
  };
};
