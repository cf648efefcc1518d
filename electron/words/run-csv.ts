import type { Run } from '../contract/index.ts';
import type { Words } from './create-words.ts';
import { RUN_COLUMNS, type RunColumn } from './history.en.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** A table of runs for a spreadsheet: RFC 4180, in local time, with the mark that makes Excel read it as UTF-8. */
export function runCsv(words: Words, runs: readonly Run[]): string {
  const head = RUN_COLUMNS.map((column) => words(`history.column.${column}`));
  const rows = runs.map((run) => {
    const cells = cellsOf(words, run);
    return RUN_COLUMNS.map((column) => cells[column]);
  });
  return BYTE_ORDER_MARK + [head, ...rows].map((row) => `${row.map(printCell).join(',')}\r\n`).join('');
}

function cellsOf(words: Words, run: Run): Record<RunColumn, string | number | undefined> {
  const failure = run.failure && words.failure(run.failure);
  const troubles = Object.values(run.troubles).reduce((sum, count) => sum + count, 0);
  return {
    started: localTime(run.startedAt),
    ended: run.endedAt && localTime(run.endedAt),
    plan: run.planName,
    verb: words(`history.verb.${run.verb}`),
    outcome: run.outcome === undefined ? words('history.running') : words(`outcome.${run.outcome}`),
    reason: run.skip === undefined ? failure?.sentence : words(`history.skip.${run.skip}`),
    code: failure?.phone,
    kind: run.kind && words(`kind.${run.kind}`),
    seconds: run.seconds,
    files: run.files,
    bytes: run.bytes,
    stored: run.storedBytes,
    troubles,
    point: run.setId,
    to: run.to,
  };
}

/** `2026-11-21 18:30:00`, which spreadsheets of every language read as a time. */
function localTime(iso: string): string {
  const date = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

/** A name that begins like a formula would be run by the spreadsheet: an apostrophe makes it text. */
function printCell(cell: string | number | undefined): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
  const text = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
