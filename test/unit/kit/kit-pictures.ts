import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bech32 } from '@scure/base';
import { recoveryKit } from '../../../electron/kit/index.ts';
import { pictureOf } from './read-pdf.ts';

/** Draws the recovery kit of the user guide, in each language: `kit-pictures.ts <folder for the pictures>`. */
const out = process.argv[2] ?? 'docs/images';

const facts = {
  recoveryKey: bech32.encodeFromBytes('age-secret-key-', Buffer.alloc(32, 'A vault of nobody')).toUpperCase(),
  keyNumber: 1,
  vaultId: 'k3mv7qwxn2h8r5cz',
  madeAt: new Date('2026-11-21T09:30:00'),
};
const kits = {
  en: {
    vaultPlace: '\\\\NAS\\Backups\\Branch office',
    computer: 'DESK-03',
    plans: ['Accounts', 'Letters and contracts'],
  },
  'zh-CN': { vaultPlace: '\\\\NAS\\备份\\支行', computer: '柜台-03', plans: ['账目', '信函与合同'] },
} as const;

for (const language of ['en', 'zh-CN'] as const) {
  const bytes = await recoveryKit({ ...facts, ...kits[language] }, language);
  const { canvas } = await pictureOf(bytes, 1.2);
  writeFileSync(join(out, `guide-kit.${language}.png`), canvas.toBuffer('image/png'));
}
