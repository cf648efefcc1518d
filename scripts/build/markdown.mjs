/**
 * Turns the Markdown that the user guide is written in into HTML: headings, paragraphs, lists, tables, code, quotes,
 * pictures, links within the page. Whatever else is written comes out as the text it is; nothing becomes markup unasked.
 */
export function htmlOf(markdown) {
  const lines = markdown.replaceAll('\r\n', '\n').split('\n');
  const html = [];
  let at = 0;
  while (at < lines.length) {
    const block = blocks.find(({ starts }) => starts(lines, at));
    const { end, text } = block.read(lines, at);
    if (text) html.push(text);
    at = end;
  }
  return html.join('\n');
}

/** As GitHub makes it, so that links within the page work in both places. */
export function anchorOf(heading) {
  return plain(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, '')
    .replaceAll(' ', '-');
}

const item = /^( *)(?:[-*]|(\d+)\.) +(.*)$/;

const blocks = [
  { starts: (lines, at) => lines[at].trim() === '', read: (_lines, at) => ({ end: at + 1 }) },
  { starts: (lines, at) => /^#{1,4} /.test(lines[at]), read: readHeading },
  { starts: (lines, at) => lines[at].startsWith('```'), read: readCode },
  { starts: (lines, at) => lines[at].startsWith('|') && /^\|[ :|-]+\|$/.test(lines[at + 1] ?? ''), read: readTable },
  { starts: (lines, at) => lines[at].startsWith('> '), read: readQuote },
  { starts: (lines, at) => item.test(lines[at]), read: readList },
  { starts: () => true, read: readParagraph },
];

function readHeading(lines, at) {
  const [, marks, words] = /^(#+) (.*)$/.exec(lines[at]);
  const level = marks.length;
  return { end: at + 1, text: `<h${level} id="${escape(anchorOf(words))}">${inline(words)}</h${level}>` };
}

function readCode(lines, at) {
  let end = at + 1;
  while (end < lines.length && !lines[end].startsWith('```')) end += 1;
  const code = lines.slice(at + 1, end).join('\n');
  return { end: end + 1, text: `<pre><code>${escape(code)}</code></pre>` };
}

function readTable(lines, at) {
  let end = at;
  while (lines[end]?.startsWith('|')) end += 1;
  const cells = (line) =>
    line
      .trim()
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => inline(cell.trim().replaceAll('\\|', '|')));
  const row = (line, tag) =>
    `<tr>${cells(line)
      .map((cell) => `<${tag}>${cell}</${tag}>`)
      .join('')}</tr>`;
  const body = lines.slice(at + 2, end).map((line) => row(line, 'td'));
  return {
    end,
    text: `<table><thead>${row(lines[at], 'th')}</thead><tbody>\n${body.join('\n')}\n</tbody></table>`,
  };
}

function readQuote(lines, at) {
  let end = at;
  while (lines[end]?.startsWith('>')) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(/^> ?/, ''));
  return { end, text: `<blockquote>${htmlOf(inner.join('\n'))}</blockquote>` };
}

/** An item goes on over the lines that are indented below it; a list inside it is indented too. */
function readList(lines, at) {
  const [, indent, number] = item.exec(lines[at]);
  const tag = number === undefined ? 'ul' : 'ol';
  const items = [];
  let end = at;
  while (end < lines.length) {
    const begun = item.exec(lines[end]);
    if (!begun || begun[1] !== indent || (begun[2] === undefined) !== (tag === 'ul')) break;
    const width = lines[end].length - begun[3].length;
    const inner = [begun[3]];
    end += 1;
    while (end < lines.length && (lines[end].startsWith(' '.repeat(indent.length + 2)) || isGap(lines, end, indent))) {
      inner.push(lines[end].slice(Math.min(width, lines[end].search(/\S|$/))));
      end += 1;
    }
    items.push(`<li>${tight(htmlOf(inner.join('\n')))}</li>`);
  }
  const start = tag === 'ol' && number !== '1' ? ` start="${number}"` : '';
  return { end, text: `<${tag}${start}>\n${items.join('\n')}\n</${tag}>` };
}

const isGap = (lines, at, indent) =>
  lines[at].trim() === '' && (lines[at + 1] ?? '').startsWith(' '.repeat(indent.length + 2));

/** An item of one paragraph is a line, not a paragraph. */
function tight(html) {
  const first = html.startsWith('<p>') ? html.replace('<p>', '').replace('</p>', '') : html;
  return first.includes('<p>') ? html : first;
}

function readParagraph(lines, at) {
  let end = at + 1;
  const goesOn = () => end < lines.length && blocks.findIndex(({ starts }) => starts(lines, end)) === blocks.length - 1;
  while (goesOn()) end += 1;
  return { end, text: `<p>${inline(lines.slice(at, end).join('\n'))}</p>` };
}

const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const plain = (text) => text.replace(/[`*]/g, '');

function inline(text) {
  return text
    .split(/(`[^`]+`)/)
    .map((piece) =>
      piece.startsWith('`') && piece.length > 2 ? `<code>${escape(piece.slice(1, -1))}</code>` : marked(piece),
    )
    .join('');
}

/** A link leads only to a place in the page: the guide is read offline. Others are shown with their address. */
function marked(text) {
  return escape(text)
    .replace(/!\[([^\]]*)\]\(([\w./-]+)\)/g, '<img src="$2" alt="$1">')
    .replace(/\[([^\]]+)\]\((#[^)\s]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*\s][^*]*)\*/g, '<em>$1</em>');
}
