import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WORDS = ['invoice', 'report', 'till', 'summary', 'contract', 'letter', 'scan', 'photo', 'budget', 'index'];
const CHINESE = ['日结', '月报', '合同', '发票', '总结', '照片', '工资', '库存', '分店', '年度'];
const ENDS = ['.xlsx', '.pdf', '.docx', '.jpg', '.txt', '.db'];
const PER_FOLDER = 250;
/** The folder that holds `huge` files and nothing else. */
export const HUGE = 'Scans';

/** Makes `files` small files below `folder`: `huge` of them in one folder, the others in folders of folders. */
export function makeManyFiles(folder, files, huge) {
  mkdirSync(join(folder, HUGE), { recursive: true });
  for (let n = 0; n < huge; n++) writeFileSync(join(folder, HUGE, nameOf(n)), n % 16 === 0 ? `${n}\n` : '');
  for (let n = huge; n < files; n++) {
    const leaf = Math.floor((n - huge) / PER_FOLDER);
    const within = join(folder, `Branch ${String(leaf % 40).padStart(2, '0')}`, `${2000 + (leaf % 26)} ${leaf}`);
    if ((n - huge) % PER_FOLDER === 0) mkdirSync(within, { recursive: true });
    writeFileSync(join(within, nameOf(n)), n % 16 === 0 ? `${n}\n` : '');
  }
}

function nameOf(n) {
  const word = n % 3 === 0 ? CHINESE[Math.floor(n / 3) % 10] : WORDS[Math.floor(n / 7) % 10];
  return `${word} ${String(n).padStart(7, '0')}${ENDS[n % 6]}`;
}
