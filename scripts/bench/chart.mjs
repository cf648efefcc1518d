import { outcome } from './report.mjs';

const WIDTH = 860;
const LABEL = 430;
const VALUE = 130;
const ROW = 30;
const TOP = 46;
/** A bar that ends here has just met its target. */
const TARGET_AT = 0.5;

/**
 * One bar for each row with a target: how much of what the target allows was used. Bars that end left of the line have met it. It
 * brings its own colours for light and dark, since a picture in a page cannot know the page's.
 */
export function chart(rows, title) {
  const bars = rows.filter((row) => row.limit !== undefined).map((row) => ({ row, ...outcome(row) }));
  const height = TOP + bars.length * ROW + 34;
  const scale = WIDTH - LABEL - VALUE;
  const line = LABEL + scale * TARGET_AT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    '<style>',
    'svg{font:13px system-ui,"Segoe UI",sans-serif}.page{fill:#fff}text{fill:#242424}.small{font-size:11px;fill:#616161}',
    '.met{fill:#0f6cbd}.missed{fill:#c4501b}.line{stroke:#242424;stroke-dasharray:4 3}',
    '@media (prefers-color-scheme:dark){.page{fill:#1f1f1f}text{fill:#f0f0f0}.small{fill:#adadad}',
    '.met{fill:#62abf5}.missed{fill:#f7894a}.line{stroke:#f0f0f0}}',
    '</style>',
    `<rect class="page" width="${WIDTH}" height="${height}"/>`,
    `<text x="12" y="22" font-weight="600">${escaped(title)}</text>`,
    `<text class="small" x="${line}" y="${TOP - 8}" text-anchor="middle">target</text>`,
    ...bars.flatMap((bar, i) => drawn(bar, TOP + i * ROW, scale)),
    `<line class="line" x1="${line}" x2="${line}" y1="${TOP - 2}" y2="${TOP + bars.length * ROW}"/>`,
    `<text class="small" x="12" y="${height - 12}">Left of the line: target met. Ratios are Strongroom's figure divided by the other's.</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function drawn({ row, ours, ratio, met }, y, scale) {
  const share = (ratio ?? ours) / row.limit;
  const length = Math.max(2, Math.min(1, share * TARGET_AT) * scale);
  const value = ratio === undefined ? `${ours.toFixed(0)} ${row.unit}` : ratio.toFixed(2);
  const limit = ratio === undefined ? `${row.limit} ${row.unit}` : row.limit.toFixed(2);
  const what = row.what.replace(/ \([^)]*\)$/, '');
  return [
    `<text x="${LABEL - 10}" y="${y + 13}" text-anchor="end">${escaped(what)}</text>`,
    `<text class="small" x="${LABEL - 10}" y="${y + 25}" text-anchor="end">${escaped(row.against ? `against ${row.against}` : '')}</text>`,
    `<rect class="${met ? 'met' : 'missed'}" x="${LABEL}" y="${y + 3}" width="${length.toFixed(1)}" height="18" rx="2"/>`,
    `<text class="small" x="${WIDTH - 12}" y="${y + 17}" text-anchor="end">${value} of ${limit}</text>`,
  ];
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
