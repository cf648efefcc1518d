import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { findVersions, folded, SearchIndex } from '../../electron/engine/catalogue/index.ts';
import { isNamePart, namePattern } from '../../electron/engine/scan/index.ts';

const [work, versions, rounds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const FILES = Math.round(versions * 0.4);
const POINTS = 10;
const ENTRIES_PER_STEP = 2000;
const ENGLISH = ['invoice', 'report', 'till', 'summary', 'contract', 'letter', 'scan', 'photo', 'budget', 'index'];
const CHINESE = ['日结', '月报', '合同', '发票', '总结', '照片', '工资', '库存', '分店', '年度'];
const ENDS = ['.xlsx', '.pdf', '.docx', '.jpg', '.txt', '.db'];
const QUERIES = [
  ['3 letters, common', 'inv'],
  ['3 letters, rare', 'zqx'],
  ['word, common', 'invoice'],
  ['word and number, rare', 'letter 77123'],
  ['2 letters, common', 'xl'],
  ['2 letters, none', 'qj'],
  ['1 letter', 'e'],
  ['2 Chinese, common', '日结'],
  ['2 Chinese, rare', '龙凤'],
  ['1 Chinese, common', '报'],
  ['1 Chinese, rare', '龙'],
  ['4 Chinese', '年度总结'],
  ['pattern', '*合同*.pdf'],
  ['nothing', 'no such file'],
  ['deleted, common', '发票', true],
];

function entry(n, round) {
  const word = (list, by) => list[Math.floor(n / by) % list.length];
  const name =
    n % 40_009 === 7
      ? `龙凤 zqx ${n}`
      : n % 3 === 0
        ? `${word(CHINESE, 3)}${word(CHINESE, 31)} ${n % 150_000}`
        : `${word(ENGLISH, 7)} ${n % 150_000}`;
  const sha256 = createHash('sha256').update(`${n} ${round}`).digest('hex');
  const path = Buffer.from(`Documents/${n % 97}/${n % 1009}/${name}${ENDS[n % ENDS.length]}`).toString('latin1');
  return {
    type: 'file',
    path,
    size: n,
    mtime: `${1.7e18 + n}`,
    sha256,
    mode: 0,
    uid: 0,
    gid: 0,
    ctime: '0',
    inode: '0',
    chunks: [],
  };
}

const file = join(work, 'search.db');
const search = SearchIndex.open(file);
const { plan } = search.progress('bench');
const started = performance.now();
const changed = Math.round((versions - FILES) / (POINTS - 1));
let longest = 0;
for (let point = 0; point < POINTS; point++) {
  const set = { id: `set${point}`, at: new Date(Date.UTC(2026, 0, 1 + point)).toISOString() };
  const count = point === 0 ? FILES : changed;
  for (let from = 0; from < count; from += ENTRIES_PER_STEP) {
    const began = performance.now();
    search.step(() => {
      const writer = search.writer(plan, point, set);
      for (let i = from; i < Math.min(from + ENTRIES_PER_STEP, count); i++) {
        const n = point === 0 ? i : (i * 7 + point * 13) % FILES;
        // One in fifty of what changes is deleted.
        if (point > 0 && i % 50 === 0) writer.ends(entry(n, 0).path);
        else writer.begins(entry(n, point));
      }
    });
    longest = Math.max(longest, performance.now() - began);
  }
  search.step(() => search.finishSet(plan, point, set));
}
const seconds = (performance.now() - started) / 1000;
const rows = search.db.prepare('SELECT count(*) FROM spans').pluck().get();
console.log(`${Number(rows)} versions of ${FILES} files in ${POINTS} points: read in within ${seconds.toFixed(0)} s`);
console.log(`longest step ${longest.toFixed(0)} ms, ${(statSync(file).size / 1e6).toFixed(0)} MB`);

const ms = (value) => `${value.toFixed(1)} ms`.padStart(10);
for (const [what, pattern, deletedOnly = false] of QUERIES) {
  const times = [];
  let found;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    found = findVersions(search, {
      plans: [plan],
      wanted: folded(pattern),
      fits: isNamePart(pattern) ? undefined : namePattern(pattern),
      deletedOnly,
      limit: 200,
    });
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const count = `${found.versions.length}${found.more ? '+' : ''}`;
  console.log(
    `${what.padEnd(24)}${count.padStart(6)}  median${ms(times[times.length >> 1])}  p95${ms(times[Math.floor(times.length * 0.95)])}`,
  );
}
search.close();
