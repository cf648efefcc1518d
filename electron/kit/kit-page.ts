import { keyGroups, type Language, RECOVERY_KEY_PREFIX } from '../contract/index.ts';
import { createFormats, createWords, type Words } from '../words/index.ts';
import { kitFonts } from './fonts.ts';
import type { KitFacts } from './index.ts';
import { drawQrCode } from './qr-code.ts';
import { INK, Sheet, type Spot } from './sheet.ts';

const PLANS = { columns: 2, rows: 3 } as const;
/** Two years of quarters. */
const CHECKS = { columns: 4, rows: 2, height: 37 } as const;
const COMMAND = 'python3 strongroom-rescue-N.py --identity ~/key.txt';

/** From the top: what it is, the warning, the key, what it opens, how to restore, and the checks of each quarter at the foot. */
export async function drawKit(facts: KitFacts, language: Language): Promise<Buffer> {
  const groups = keyGroups(facts.recoveryKey);
  const words = createWords(language);
  const sheet = new Sheet(kitFonts(), { title: `Strongroom · ${words('kit.title')}`, language, madeAt: facts.madeAt });

  let y = drawHead(sheet, words);
  y = drawWarning(sheet, words, y + 10);
  y = drawKey(sheet, words, { groups, key: facts.recoveryKey, y: y + 14 });
  y = drawVault(sheet, words, facts, y + 12);
  drawSteps(sheet, words, y + 14);
  drawChecks(sheet, words);
  return await sheet.bytes();
}

function drawHead(sheet: Sheet, words: Words): number {
  const { pen, left, top, width } = sheet;
  drawMark(sheet, { x: left, y: top + 2, width: 34 });
  const beside = { x: left + 44, width: width - 44 };
  sheet.say('Strongroom', { ...beside, y: top - 4 }, { size: 9, color: INK.accent, isBold: true });
  sheet.say(words('kit.title'), { ...beside, y: top + 5 }, { size: 21, isBold: true });
  pen.lineWidth(1.4).strokeColor(INK.accent);
  pen
    .moveTo(left, top + 45)
    .lineTo(left + width, top + 45)
    .stroke();
  return top + 51 + sheet.say(words('kit.purpose'), { x: left, y: top + 51, width }, { size: 9.5 });
}

/** The picture of the program, as in assets/icon.svg. */
function drawMark({ pen }: Sheet, { x, y, width }: Spot): void {
  pen
    .save()
    .translate(x, y)
    .scale(width / 56)
    .translate(-4, -4);
  pen.roundedRect(4, 4, 56, 56, 12).fill(INK.accent);
  pen.lineWidth(5).lineCap('round').strokeColor('#ffffff');
  pen.circle(32, 32, 13.5).stroke();
  pen.path('M16.5 16.5l31 31M47.5 16.5l-31 31').stroke();
  pen.lineWidth(3).circle(32, 32, 6.5).fillAndStroke('#6cb8f6', INK.accent);
  pen.restore();
}

function drawWarning(sheet: Sheet, words: Words, y: number): number {
  const { pen, left, width } = sheet;
  const inside = { x: left + 14, width: width - 24 };
  let below = y + 6;
  below += sheet.say(words('kit.warning'), { ...inside, y: below }, { size: 10, isBold: true });
  below += sheet.say(words('kit.warning-losing'), { ...inside, y: below }, { size: 9.5 });
  below += 7;
  pen.lineWidth(1).strokeColor(INK.text);
  pen.rect(left, y, width, below - y).stroke();
  pen.rect(left, y, 5, below - y).fill(INK.text);
  return below;
}

interface KeyPanel {
  readonly groups: readonly string[];
  readonly key: string;
  readonly y: number;
}

function drawKey(sheet: Sheet, words: Words, { groups, key, y }: KeyPanel): number {
  const { pen, left, width } = sheet;
  const side = 140;
  const height = 168;
  const inside = { x: left + 14, width: width - side - 34 };
  pen.lineWidth(0.8).strokeColor(INK.line).roundedRect(left, y, width, height, 6).stroke();
  sheet.say(words('kit.key'), { ...inside, y: y + 8 }, { size: 12, isBold: true });
  sheet.say(words('kit.beginning'), { ...inside, y: y + 27 }, { size: 8, color: INK.quiet });
  const begun = inside.x + pen.widthOfString(words('kit.beginning')) + 6;
  sheet.say(RECOVERY_KEY_PREFIX, { x: begun, y: y + 24.5, width: 200 }, { size: 11, isMono: true });

  const cell = { width: inside.width / 5, height: 29 };
  for (const [index, group] of groups.entries()) {
    const x = inside.x + (index % 5) * cell.width;
    const at = y + 45 + Math.floor(index / 5) * cell.height;
    sheet.say(`${index + 1}`, { x, y: at + 2, width: 11 }, { size: 7, color: INK.quiet, align: 'right' });
    sheet.say(group, { x: x + 14, y: at, width: cell.width - 14 }, { size: 18, isMono: true });
  }
  sheet.say(words('kit.hint'), { ...inside, y: y + 135 }, { size: 8, color: INK.quiet });

  const code = { x: left + width - side - 8, y: y + 6, width: side };
  drawQrCode(sheet, key, code);
  sheet.say(words('kit.scan'), { ...code, y: y + 147 }, { size: 8, color: INK.quiet, align: 'center' });
  return y + height;
}

function drawVault(sheet: Sheet, words: Words, facts: KitFacts, y: number): number {
  const { left, width } = sheet;
  const leftOut = (count: number): string => words('kit.left-out', { count });
  const label = (text: string, spot: Spot): number => sheet.say(text, spot, { size: 8, color: INK.quiet });

  let below = y + label(words('kit.vault'), { x: left, y, width });
  below +=
    4 + sheet.tell(facts.vaultPlace, { x: left, y: below, width }, { size: 10.5, isBold: true, lines: 2, leftOut });

  const small: readonly (readonly [string, string, number])[] = [
    [words('kit.computer'), facts.computer, 0.3],
    [words('kit.made-at'), createFormats(words.language).time(facts.madeAt.toISOString()), 0.28],
    [words('kit.vault-id'), facts.vaultId, 0.28],
    [words('kit.key-number'), `${facts.keyNumber}`, 0.14],
  ];
  let x = left;
  for (const [name, value, share] of small) {
    const spot = { x, width: share * width - 10 };
    const height = label(name, { ...spot, y: below });
    sheet.tell(value, { ...spot, y: below + height }, { size: 9.5, lines: 1, leftOut });
    x += share * width;
  }
  return drawPlans(sheet, words, facts.plans, below + 29);
}

function drawPlans(sheet: Sheet, words: Words, plans: readonly string[], y: number): number {
  const { left, width } = sheet;
  const leftOut = (count: number): string => words('kit.left-out', { count });
  const room = PLANS.columns * PLANS.rows;
  const shown = plans.length > room ? plans.slice(0, room - 1) : plans;
  const rest = plans.length - shown.length;
  const top = y + sheet.say(words('kit.plans'), { x: left, y, width }, { size: 8, color: INK.quiet });
  const spotOf = (index: number): Spot => ({
    x: left + (index % PLANS.columns) * (width / PLANS.columns),
    y: top + Math.floor(index / PLANS.columns) * 14,
    width: width / PLANS.columns - 12,
  });
  for (const [index, plan] of shown.entries()) sheet.tell(plan, spotOf(index), { size: 9.5, lines: 1, leftOut });
  const last = rest > 0 ? words('kit.more-plans', { count: rest }) : plans.length === 0 ? words('kit.no-plans') : '';
  if (last !== '') sheet.say(last, spotOf(shown.length), { size: 9.5, color: INK.quiet });
  return top + 14 * Math.ceil((shown.length + (last === '' ? 0 : 1)) / PLANS.columns);
}

function drawSteps(sheet: Sheet, words: Words, y: number): void {
  const { left, width } = sheet;
  sheet.rule(y);
  const restore = words('window.nav.restore');
  const newComputer = words('window.nav.open-vault');
  const first = { x: left, y: y + 8, width: width * 0.43 };
  drawNumbered(sheet, first, words('kit.with'), [
    [words('kit.with-1')],
    [words('kit.with-2', { restore, newComputer })],
    [words('kit.with-3')],
    [words('kit.with-4')],
  ]);
  const second = { x: left + width * 0.47, y: y + 8, width: width * 0.53 };
  const below = drawNumbered(sheet, second, words('kit.without'), [
    [words('kit.without-1')],
    [words('kit.without-2')],
    [words('kit.without-3'), COMMAND],
    [words('kit.without-4')],
  ]);
  sheet.say(words('kit.without-note'), { ...second, y: below + 1 }, { size: 8, color: INK.quiet });
}

function drawNumbered(
  sheet: Sheet,
  { x, y, width }: Spot,
  title: string,
  steps: readonly (readonly [text: string, command?: string])[],
): number {
  let below = y + 4 + sheet.say(title, { x, y, width }, { size: 11, isBold: true });
  for (const [index, [text, command]] of steps.entries()) {
    const inside = { x: x + 15, width: width - 15 };
    sheet.say(`${index + 1}`, { x, y: below, width: 12 }, { size: 9.5, isBold: true, color: INK.accent });
    below += sheet.say(text, { ...inside, y: below }, { size: 9.5 });
    if (command !== undefined) {
      below += 1 + sheet.say(command, { ...inside, y: below + 1 }, { size: 8, isMono: true });
    }
    below += 3;
  }
  return below;
}

function drawChecks(sheet: Sheet, words: Words): void {
  const { left, width, bottom } = sheet;
  const y = bottom - 20 - CHECKS.rows * CHECKS.height;
  sheet.rule(y);
  sheet.say(words('kit.check'), { x: left, y: y + 6, width }, { size: 9, isBold: true });
  const gap = 14;
  const box = (width - (CHECKS.columns - 1) * gap) / CHECKS.columns;
  for (let index = 0; index < CHECKS.columns * CHECKS.rows; index += 1) {
    const x = left + (index % CHECKS.columns) * (box + gap);
    const line = y + 20 + CHECKS.height * (Math.floor(index / CHECKS.columns) + 1) - 12;
    sheet.rule(line, { x, width: box });
    const half = { y: line + 1, width: box / 2 };
    sheet.say(words('kit.date'), { ...half, x }, { size: 7, color: INK.quiet });
    sheet.say(words('kit.signature'), { ...half, x: x + box / 2 }, { size: 7, color: INK.quiet });
  }
}
