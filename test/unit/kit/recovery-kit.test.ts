import { generateIdentity } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyGroups, type Language, RECOVERY_KEY_PREFIX } from '../../../electron/contract/index.ts';
import { type KitFacts, recoveryKit } from '../../../electron/kit/index.ts';
import { createWords } from '../../../electron/words/index.ts';
import { bare, type Piece, type ReadPdf, readPdf, scanned } from './read-pdf.ts';

const languages = ['en', 'zh-CN'] as const;
const CHINESE = '张𫖯与龍門支行的账务喆堃㑇䶮';

let facts: KitFacts;
beforeAll(async () => {
  facts = {
    recoveryKey: await generateIdentity(),
    keyNumber: 3,
    vaultPlace: '\\\\NAS-支行\\备份\\Strongroom',
    vaultId: 'k3mv7qwxn2h8r5cz',
    plans: [CHINESE],
    computer: '柜台-03',
    madeAt: new Date('2026-11-21T12:00:00Z'),
  };
});

const manyPlans = Array.from({ length: 60 }, (_, index) => `Plan ${index} of ${'everything there is '.repeat(9)}文件`);
const longPlace = `/mnt/${'很长的文件夹名 with a long name/'.repeat(120)}the-end`;

const draw = (language: Language, change: Partial<KitFacts> = {}): Promise<Buffer> =>
  recoveryKit({ ...facts, ...change }, language);
const read = async (language: Language, change: Partial<KitFacts>): Promise<ReadPdf> =>
  await readPdf(await draw(language, change));

function overlapping(pieces: readonly Piece[]): readonly string[] {
  return pieces.flatMap((one, index) =>
    pieces
      .slice(index + 1)
      .filter((other) => one.left < other.right - 0.5 && other.left < one.right - 0.5)
      .filter((other) => one.bottom < other.top - 0.5 && other.bottom < one.top - 0.5)
      .map((other) => `${one.text} | ${other.text}`),
  );
}

describe.each(languages)('the recovery kit (%s)', (language) => {
  let bytes: Buffer;
  let page: ReadPdf;
  beforeAll(async () => {
    bytes = await draw(language);
    page = await readPdf(bytes);
  });

  it('is one page A4 that shows and codes the key and tells what it opens', async () => {
    expect(page.pages).toBe(1);
    expect(page.size).toEqual([595, 842]);
    for (const group of keyGroups(facts.recoveryKey)) expect(page.pieces.map(({ text }) => text)).toContain(group);
    for (const told of [RECOVERY_KEY_PREFIX, facts.vaultPlace, facts.vaultId, facts.computer, CHINESE, '2026'])
      expect(page.text).toContain(bare(told));
    await expect(scanned(bytes)).resolves.toBe(facts.recoveryKey);
  });

  it('numbers the groups from 1 to 15, each beside its group', () => {
    const { pieces } = page;

    const numbers = keyGroups(facts.recoveryKey).map((group) => {
      const at = pieces.find(({ text }) => text === group);
      const near = pieces.filter((piece) => at && piece.top > at.bottom && piece.bottom < at.top + 4);
      return near.findLast((piece) => at && piece.right <= at.left)?.text;
    });

    expect(numbers).toEqual(Array.from({ length: 15 }, (_, index) => `${index + 1}`));
  });

  it('calls the buttons what the window calls them', () => {
    const words = createWords(language);
    const { text } = page;

    expect(text).toContain(bare(`“${words('window.nav.restore')}”`));
    expect(text).toContain(bare(`“${words('window.nav.open-vault')}”`));
    expect(text).toContain(bare('python3 strongroom-rescue-N.py --identity ~/key.txt'));
  });

  it('covers nothing with anything', () => {
    expect(overlapping(page.pieces)).toEqual([]);
  });

  it.each([
    ['no plan', { plans: [] }],
    ['six plans', { plans: manyPlans.slice(0, 6) }],
    ['sixty plans and a path of 2,500 characters', { plans: manyPlans, vaultPlace: longPlace }],
    ['names of one long word', { plans: ['W'.repeat(500)], vaultPlace: 'W'.repeat(500), computer: 'W'.repeat(500) }],
  ])('stays one page with %s, where nothing covers anything or runs off', async (_what, change) => {
    const crowded = await draw(language, change);
    const { pages, pieces } = await readPdf(crowded);

    expect(pages).toBe(1);
    expect(overlapping(pieces)).toEqual([]);
    const [left, right] = [Math.min(...pieces.map((one) => one.left)), Math.max(...pieces.map((one) => one.right))];
    const [bottom, top] = [Math.min(...pieces.map((one) => one.bottom)), Math.max(...pieces.map((one) => one.top))];
    expect([left >= 43, right <= 552, bottom >= 28, top <= 814]).toEqual([true, true, true, true]);
    await expect(scanned(crowded)).resolves.toBe(facts.recoveryKey);
  });

  it('says how much it left out of a long list and a long path, and keeps both ends of the path', async () => {
    const words = createWords(language);

    const { text } = await read(language, { plans: manyPlans, vaultPlace: longPlace });

    expect(text).toContain(bare(words('kit.more-plans', { count: 55 })));
    expect(text).toContain('/mnt/很长的文件夹名');
    expect(text).toContain('the-end');
    const leftOut = Number(/…(?:还有)?([\d,]+)(?:more|个字符)…\]/.exec(text)?.[1]?.replace(',', ''));
    expect(leftOut).toBeGreaterThan(longPlace.length - 250);
    expect(leftOut).toBeLessThan(longPlace.length);
  });

  it('shows names as text, whatever they hold', async () => {
    const plans = ['\u202egpj.exe', 'שלום', '<b>&amp;{{count}}', 'a\nb\u0000c', '\ud800', '%PDF) Tj ET'];

    const { text } = await read(language, { plans });

    const told = ['[U+202E]gpj.exe', '[U+05E9][U+05DC][U+05D5][U+05DD]', '<b>&amp;{{count}}', 'a[U+000A]b[U+0000]c'];
    for (const name of [...told, '[U+D800]', '%PDF)TjET']) expect(text).toContain(name);
  });

  it('brings its fonts along, and notes the key nowhere but on the page', () => {
    const { about } = page;

    const names = [...bytes.toString('latin1').matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !/^[A-Z]{6}\+/.test(name))).toEqual([]);
    expect(about).toContain(createWords(language)('kit.title'));
    expect(about).toContain(language);
    expect(about).not.toContain(facts.recoveryKey);
    expect(bytes.length).toBeLessThan(200_000);
  });
});

describe('the recovery kit of what is no key', () => {
  it('is not drawn, and the error does not hold what was given', async () => {
    const wrong = `${facts.recoveryKey.slice(0, -1)}${facts.recoveryKey.endsWith('Q') ? 'P' : 'Q'}`;

    await expect(recoveryKit({ ...facts, recoveryKey: wrong }, 'en')).rejects.toThrow(/^this is not a recovery key$/);
  });
});
