import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { windowEn } from '../../../electron/words/window.en.ts';
import { windowZhCn } from '../../../electron/words/window.zh-cn.ts';
import { htmlOf } from '../../../scripts/build/markdown.mjs';

const docs = join(import.meta.dirname, '../../../docs');
const guides = { en: read('USER-GUIDE.en.md'), 'zh-CN': read('USER-GUIDE.zh-CN.md') };

function read(name: string): string {
  return readFileSync(join(docs, name), 'utf8');
}

type Sentences = { readonly [key: string]: string | Sentences };

const sentencesOf = (words: Sentences): string[] =>
  Object.values(words).flatMap((word) => (typeof word === 'string' ? [word] : sentencesOf(word)));

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, part]) => part ?? '');

describe('the Markdown of the guide', () => {
  it('becomes headings, paragraphs, lists, tables, code, quotes and pictures', () => {
    const markdown = [
      '# A *guide*',
      '',
      'One line',
      'and **the next**.',
      '',
      '1. first',
      '2. second',
      '   goes on',
      '   - inside',
      '',
      '| a | b |',
      '| --- | --- |',
      '| `x|y` | <i> |',
      '',
      '```',
      'a < b & **c**',
      '```',
      '',
      '> quoted',
      '',
      '![A picture](images/home.png) and [a place](#a-guide)',
    ].join('\n');

    expect(htmlOf(markdown.replace('x|y', 'x\\|y')).split('\n')).toEqual([
      '<h1 id="a-guide">A <em>guide</em></h1>',
      '<p>One line',
      'and <strong>the next</strong>.</p>',
      '<ol>',
      '<li>first</li>',
      '<li>second',
      'goes on',
      '<ul>',
      '<li>inside</li>',
      '</ul></li>',
      '</ol>',
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>',
      '<tr><td><code>x|y</code></td><td>&lt;i&gt;</td></tr>',
      '</tbody></table>',
      '<pre><code>a &lt; b &amp; **c**</code></pre>',
      '<blockquote><p>quoted</p></blockquote>',
      '<p><img src="images/home.png" alt="A picture"> and <a href="#a-guide">a place</a></p>',
    ]);
  });

  it('never becomes a script, a link out of the page or a picture from elsewhere', () => {
    const html = htmlOf(
      '<script>x</script> [a](https://x.example) [b](javascript:x) ![c](https://x.example/y.png) ![d"](images/a.png)',
    );

    expect(html).not.toMatch(/<(script|a|iframe)\b|src="(?!images\/)|alt="[^"]*"[^>\s]/);
  });
});

describe('the user guide', () => {
  it.each(Object.entries(guides))('in %s has only pictures and places that exist', (_language, guide) => {
    const html = htmlOf(guide);
    const places = new Set(found(html, / id="([^"]+)"/g));

    expect(found(html, /<img src="([^"]+)"/g).filter((picture) => !existsSync(join(docs, picture)))).toEqual([]);
    expect(found(html, /<a href="#([^"]+)"/g).filter((place) => !places.has(place))).toEqual([]);
    expect(html).not.toMatch(/\]\(|\*\*/);
  });

  it.each([
    ['en', windowEn],
    ['zh-CN', windowZhCn],
  ] as const)('in %s prints in bold what stands so in the window, and nothing else', (language, words) => {
    const sentences = new Set(sentencesOf(words));
    const named = found(htmlOf(guides[language]), /<strong>([^<]+)<\/strong>/g);

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !sentences.has(name))).toEqual([]);
  });

  it('is built the same in both languages', () => {
    const shape = (guide: string) => found(htmlOf(guide), /<(h\d|img|table|tr|ol|ul|li|pre)\b/g);

    expect(shape(guides['zh-CN'])).toEqual(shape(guides.en));
  });
});
