import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { dist, modules, nodePackage } from '../parts/place.mjs';

/** Shipped as they are, beside the bundles that name their own packages. */
const asTheyAre = [
  '@expo-google-fonts/ibm-plex-mono',
  '@expo-google-fonts/noto-sans-sc',
  'better-sqlite3',
  'electron',
  nodePackage,
  ...(process.platform === 'win32' ? ['koffi'] : []),
];
const lists = join(dist, 'shipped');
const licenceFile = /^(licen[cs]e|copying|notice|copyrightnotice)/i;

/** The package in node_modules that a module of a bundle comes from, or undefined for our own and for virtual modules. */
export function packageOf(moduleId) {
  const path = moduleId.replaceAll(sep, '/').split('?')[0];
  const inside = path.split('/node_modules/').slice(1);
  if (inside.length === 0) return undefined;
  const names = inside.map((part) =>
    part
      .split('/')
      .slice(0, part.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  return names.join('/node_modules/');
}

/** A plugin of the bundler that adds to `found` each package of which something is in the output. */
export function shippedPackages(found) {
  return {
    name: 'shipped-packages',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.moduleIds ?? []) {
          const name = packageOf(id);
          if (name) found.add(name);
        }
      }
    },
  };
}

export function writeShipped(part, found) {
  mkdirSync(lists, { recursive: true });
  writeFileSync(join(lists, `${part}.json`), `${JSON.stringify([...found].sort(), null, 2)}\n`);
}

/** {name, version, licence, text} of one package; throws where a package says nothing of its licence. */
export function licenceOf(name, folder = join(modules, name)) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder)
    .filter((file) => licenceFile.test(file) && !/\.(c?js|ts|json|html)$/.test(file))
    .sort();
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const licence = idOf(about) || (/^(the )?mit license/i.test(texts[0] ?? '') ? 'MIT' : '');
  if (!licence) throw new Error(`${name}: names no licence`);
  return {
    name: about.name ?? basename(folder),
    version: about.version ?? '',
    licence,
    text: texts.length > 0 ? texts.join('\n\n') : withoutText(about, licence),
  };
}

function idOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  if (license?.type) return license.type;
  return [licenses ?? []]
    .flat()
    .map(({ type }) => type)
    .join(' OR ');
}

/** A few small packages name their licence and leave its text out: then it is the text of that licence with their maker. */
function withoutText({ author, homepage, repository }, licence) {
  const maker = typeof author === 'string' ? author : (author?.name ?? 'its contributors');
  const from = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  const text = licence === 'MIT' ? mit(maker) : `${licence}\nCopyright (c) ${maker}`;
  return [text, from].filter(Boolean).join('\n\n');
}

const mit = (maker) => `MIT License

Copyright (c) ${maker}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Writes dist/licences.json, once every part has said what is in it: [{name, version, licence, text}] by name. */
export function writeLicences() {
  const parts = existsSync(lists) ? readdirSync(lists) : [];
  const bundled = parts.flatMap((file) => JSON.parse(readFileSync(join(lists, file), 'utf8')));
  const kept = asTheyAre.filter((name) => existsSync(join(modules, name)));
  const licences = new Map();
  for (const name of new Set([...bundled, ...kept])) {
    const licence = licenceOf(name);
    licences.set(`${licence.name} ${licence.version}`, licence);
  }
  const sorted = [...licences.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'));
  writeFileSync(join(dist, 'licences.json'), `${JSON.stringify(sorted, null, 1)}\n`);
}
