import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { openEngine } from '../../electron/engine/engine.ts';

export const HOSTILE_NAMES = [
  '<img src=x onerror=document.title=1>.txt',
  'مستندات \u202egpj.exe.txt',
  `${'a very long name '.repeat(14)}.txt`,
];

export interface Office {
  readonly home: string;
  readonly source: string;
  readonly vault: string;
  /** Of an encrypted one. */
  readonly recoveryKey: string | undefined;
}

/** An office whose files have been backed up twice; since then one was deleted and one has gone wrong. With a passphrase it is encrypted. */
export async function makeOffice(base: string, passphrase?: string): Promise<Office> {
  const [home, source, vault] = [join(base, 'home'), join(base, 'Documents'), join(base, 'vault')];
  for (const folder of [source, vault, join(source, '合同')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(source, 'report.txt'), 'the good report');
  writeFileSync(join(source, '合同', 'lease.txt'), 'signed');
  mkdirSync(join(source, 'Old till', 'Days'), { recursive: true });
  writeFileSync(join(source, 'Old till', 'Days', 'monday.txt'), 'cash');
  writeFileSync(join(source, 'invoice.pdf'), pdfOf('Invoice 2026-11'));
  writeFileSync(join(source, '发票.pdf'), chinesePdf());
  writeFileSync(join(source, 'stamp.png'), png());
  for (const name of HOSTILE_NAMES) writeFileSync(join(source, name), 'a name that is text');

  // Guessing may be cheap here.
  const engine = await openEngine({ home, vaultReadme: 'A vault of a test.\n', passphraseLogN: 10 });
  const encrypt = passphrase !== undefined;
  const wanted = { name: 'Documents', sources: [source], vault, encrypt };
  const { id: plan, recoveryKey } = await engine.planAdd(wanted, encrypt ? { passphrase } : {});
  await engine.backup({ plan });
  writeFileSync(join(source, 'report.txt'), 'a spoilt one');
  rmSync(join(source, 'Old till'), { recursive: true });
  await engine.backup({ plan });
  rmSync(join(source, '合同', 'lease.txt'));
  await engine.close();
  return { home, source, vault, recoveryKey };
}

export function pdfOf(text: string): Buffer {
  return pdfWith('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', `(${text})`);
}

/** As electronic invoices are made: a font that is only named, and characters by a table that is only named. */
function chinesePdf(): Buffer {
  const descendant =
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> ' +
    '/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>';
  const font = `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [ ${descendant} ] >>`;
  return pdfWith(font, '<b7a2c6b1>');
}

function pdfWith(font: string, shown: string): Buffer {
  const content = `BT /F1 48 Tf 40 700 Td ${shown} Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    font,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}${end}`, 'latin1');
}

/** 2 x 2 red pixels. */
export function png(): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const row = [0, 255, 0, 0, 255, 0, 0];
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([...row, ...row]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
