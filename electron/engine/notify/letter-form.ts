import type { Language, Letter, LetterBlock } from '../../contract/index.ts';

/** A letter as plain text, one paragraph after the other. */
export function letterText({ blocks }: Letter, language: Language): string {
  const colon = language === 'zh-CN' ? '：' : ': ';
  return `${blocks.map((block) => blockText(block, colon)).join('\n\n')}\n`;
}

function blockText(block: LetterBlock, colon: string): string {
  if (block.kind === 'heading') return `== ${block.text} ==`;
  if (block.kind === 'list') return block.items.map((item) => `- ${item}`).join('\n');
  if (block.kind === 'facts') return block.rows.map(([label, value]) => label + colon + value).join('\n');
  return block.text;
}

/** The same for mail programs that show HTML: nothing in it is loaded from anywhere. */
export function letterHtml(letter: Letter, language: Language): string {
  const body = letter.blocks.map(blockHtml).join('\n');
  const font = 'font-family:Segoe UI,Microsoft YaHei,PingFang SC,sans-serif;font-size:15px;line-height:1.5';
  return [
    `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(letter.subject)}</title></head>`,
    `<body style="${font};max-width:680px;margin:16px">`,
    body,
    '</body></html>',
  ].join('\n');
}

function blockHtml(block: LetterBlock): string {
  if (block.kind === 'heading') return `<h2 style="font-size:17px;margin:20px 0 4px">${escaped(block.text)}</h2>`;
  if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
  if (block.kind === 'facts')
    return `<table style="border-collapse:collapse">${block.rows.map(rowHtml).join('')}</table>`;
  const look = block.kind === 'note' ? ' style="color:#555;font-size:13px"' : '';
  return `<p${look}>${escaped(block.text).replaceAll('\n', '<br>')}</p>`;
}

function rowHtml([label, value]: readonly [string, string]): string {
  return `<tr><td style="padding:2px 16px 2px 0;color:#555;vertical-align:top">${escaped(label)}</td><td>${escaped(value)}</td></tr>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names of plans and files may hold anything. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
