import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { licenceOf, packageOf } from '../../../scripts/build/licences.mjs';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-licence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('licences of what is shipped', () => {
  it.each([
    ['/a/node_modules/zod/v4/index.js', 'zod'],
    ['/a/node_modules/@fluentui/react-button/lib/index.js?x', '@fluentui/react-button'],
    ['/a/node_modules/x/node_modules/@y/z/index.js', 'x/node_modules/@y/z'],
    ['/a/electron/main/entry.ts', undefined],
    ['\0rolldown/runtime.js', undefined],
  ])('the module %j is of the package %j', (id, name) => {
    expect(packageOf(id)).toBe(name);
  });

  it('hold the whole text of a package that carries it', () => {
    const licence = licenceOf('zod');

    expect(licence).toMatchObject({ name: 'zod', licence: 'MIT' });
    expect(licence.text).toContain('Permission is hereby granted');
  });

  it('hold a text also where a package only names its licence, and refuse one that does not', () => {
    writeFileSync(join(folder, 'package.json'), '{"name":"x","version":"1.0.0","license":"MIT","author":"A. Writer"}');
    expect(licenceOf('x', folder).text).toMatch(/Copyright \(c\) A\. Writer[^]*WITHOUT WARRANTY/);

    writeFileSync(join(folder, 'package.json'), '{"name":"x","version":"1.0.0"}');
    expect(() => licenceOf('x', folder)).toThrow('names no licence');
  });

  it('know the licence of a package whose text alone says which it is', () => {
    writeFileSync(join(folder, 'package.json'), '{"name":"x","version":"1.0.0"}');
    writeFileSync(join(folder, 'LICENSE'), 'MIT License\n\nCopyright (c) A. Writer');
    expect(licenceOf('x', folder)).toMatchObject({ licence: 'MIT', text: 'MIT License\n\nCopyright (c) A. Writer' });

    writeFileSync(join(folder, 'LICENSE'), 'All rights reserved. This is not the MIT License.');
    expect(() => licenceOf('x', folder)).toThrow('names no licence');
  });

  it.each(['ibm-plex-mono', 'noto-sans-sc'])('hold the licence of the font %s', (name) => {
    expect(licenceOf(`@expo-google-fonts/${name}`).text).toContain('SIL OPEN FONT LICENSE Version 1.1');
  });
});
