import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtinExcludes } from '../../../electron/engine/scan/index.ts';
import { createWords } from '../../../electron/words/index.ts';
import { sentencesEn } from '../../../electron/words/sentences.en.ts';
import { sentencesZhCn } from '../../../electron/words/sentences.zh-cn.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

function flat(tree: Tree, prefix = ''): [key: string, sentence: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

const english = new Map(flat(sentencesEn));
const chinese = new Map(flat(sentencesZhCn));
const bare = (key: string) => key.replace(/_(?:one|other)$/, '');
const keys = [...new Set([...english.keys()].map(bare))];

/** Names in {{ }}; a singular may write its number as a word, so only plurals must have it. */
function variables(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{\{(\w+)(?:, number)?\}\}/g)].map(([, name]) => name ?? ''))].sort();
}

describe('the sentences', () => {
  it('are the same in both languages, but for the singulars that Chinese does not have', () => {
    const expected = [...english.keys()].filter((key) => !key.endsWith('_one'));

    expect([...chinese.keys()].sort()).toEqual(expected.sort());
  });

  it('have a plural for every singular', () => {
    const singulars = [...english.keys()].filter((key) => key.endsWith('_one'));

    expect(singulars.filter((key) => !english.has(key.replace(/_one$/, '_other')))).toEqual([]);
  });

  it('take the same variables in both languages and in every plural form', () => {
    const differing = [...chinese].filter(([key, sentence]) => {
      const wanted = variables(english.get(key) ?? '').join();
      const singular = english.get(key.replace(/_other$/, '_one'));
      const isSame = variables(sentence).join() === wanted;
      return (
        !isSame || (singular !== undefined && !variables(singular).every((name) => wanted.split(',').includes(name)))
      );
    });

    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('hold no braces or brackets that were typed wrong', () => {
    const wrong = [...english, ...chinese].filter(([, sentence]) =>
      /[{}]/.test(sentence.replace(/\{\{\w+(?:, number)?\}\}/g, '')),
    );

    expect(wrong).toEqual([]);
  });

  it('are Chinese where they should be, with Chinese punctuation', () => {
    const punctuated = [...chinese].filter(([, sentence]) => /[\u4e00-\u9fff][,;:!?.](?!\w)/.test(sentence));

    expect(punctuated).toEqual([]);
  });

  it('put the subject of an error in quotes and its detail in brackets, so that they can be left out', () => {
    const errors = [...english, ...chinese].filter(([key]) => /^(?:window\.instead\.)?error\./.test(key));
    const wrong = errors.filter(([, sentence]) => {
      const rest = sentence.replaceAll('“{{subject}}”', '').replace(/\(\{\{detail\}\}\)|（\{\{detail\}\}）/, '');
      return rest.includes('{{');
    });

    expect(wrong).toEqual([]);
  });

  it('are all used by some room', () => {
    const sources = globSync(
      [
        'electron/{cli,kit,main,service}/**/*.ts',
        'electron/words/{alarm-text,digest-letter,letters,lock-text,run-csv,holding,room}.ts',
        'renderer/**/*.{ts,tsx}',
      ],
      { cwd: projectFolder },
    )
      .map((path) => readFileSync(new URL(path, projectUrl), 'utf8'))
      .join('\n');
    const prefixes = [...sources.matchAll(/`([a-zA-Z]+(?:\.[\w-]+)*[.-])\$\{/g)].map(([, prefix]) => prefix ?? '');
    const isUsed = (key: string) =>
      ['error.', 'window.instead.'].some((family) => key.startsWith(family)) ||
      prefixes.some((prefix) => key.startsWith(prefix)) ||
      ["'", '"', '`'].some((quote) => sources.includes(`${quote}${key}${quote}`));

    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('of the window stand instead of sentences that there are', () => {
    const instead = keys.filter((key) => key.startsWith(INSTEAD)).map((key) => key.slice(INSTEAD.length));

    expect(instead.length).toBeGreaterThan(0);
    expect(instead.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it.each(['en', 'zh-CN'] as const)('name no command, option or inner word in the window (%s)', (language) => {
    const { i18n } = createWords(language, 'window');
    const said = keys
      .filter((key) => WINDOW_FAMILIES.some((family) => key.startsWith(`${family}.`)))
      .map((key) => [key, i18n.t(i18n.exists(`${INSTEAD}${key}`) ? `${INSTEAD}${key}` : key, { count: 2 })] as const);

    expect(said.length).toBeGreaterThan(400);
    expect(said.filter(([, sentence]) => /strongroom |(?:^|\s)--|config export/.test(sentence))).toEqual([]);
    expect(
      said.filter(([, sentence]) => /\bvault\b|保险库/i.test(sentence.replace(/strongroom-vault|\{\{vault\}\}/g, ''))),
    ).toEqual([]);
  });

  it('explain everything that the engine leaves out by itself', () => {
    const whys = (['linux', 'win32', 'darwin'] as const).flatMap((system) =>
      builtinExcludes(system).map(({ why }) => why),
    );
    const { i18n } = createWords('en');

    expect(whys.filter((why) => !i18n.exists(`exclude.${why}`))).toEqual([]);
    expect(Object.keys(sentencesEn.exclude).filter((known) => !whys.some((why) => why === known))).toEqual([]);
  });
});

const INSTEAD = 'window.instead.';
/** Whatever the window may show; the rest is the command line's. */
const WINDOW_FAMILIES =
  'error gap restoreFailure damage kind kindReason outcome phase notice action exclude history holding keep fleet window'.split(
    ' ',
  );
const projectUrl = new URL('../../../', import.meta.url);
const projectFolder = projectUrl.pathname;
