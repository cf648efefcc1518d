import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dist, root } from '../parts/place.mjs';
import { htmlOf } from './markdown.mjs';

const languages = { en: 'docs/USER-GUIDE.en.md', 'zh-CN': 'docs/USER-GUIDE.zh-CN.md' };
const style = 'assets/guide/guide.css';

/** No script at all, and nothing that is not in the folder of the page. */
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

const page = (language, title, body) => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="stylesheet" href="guide.css">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** The user guide as it is opened from Help: dist/guide/<language>.html, with its style and its pictures beside it. */
function make() {
  const folder = join(dist, 'guide');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, style), join(folder, 'guide.css'));
  for (const [language, source] of Object.entries(languages)) {
    const markdown = readFileSync(join(root, source), 'utf8');
    const body = htmlOf(markdown);
    for (const [, picture] of body.matchAll(/<img src="([^"]+)"/g)) copyPicture(picture, source, folder);
    const title = /^# (.*)$/m.exec(markdown)?.[1] ?? 'Strongroom';
    writeFileSync(join(folder, `${language}.html`), page(language, title, body));
  }
}

function copyPicture(picture, source, folder) {
  const from = join(root, dirname(source), picture);
  if (!existsSync(from) || picture.includes('..')) throw new Error(`${source}: there is no picture ${picture}`);
  mkdirSync(dirname(join(folder, picture)), { recursive: true });
  copyFileSync(from, join(folder, picture));
}

export const guide = {
  name: 'guide',
  sources: { ...languages, style },
  inputs: [...Object.values(languages), style, 'docs/images'],
  outputs: ['guide'],
  configs: () => {
    make();
    return [];
  },
};
