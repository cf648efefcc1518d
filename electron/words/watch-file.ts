const EN = [
  'Please do not change, rename or delete this file.',
  'It helps Strongroom to notice malware: nobody has a reason to change it, so when it changes, the backups ask a person before anything old is thrown away.',
];
const ZH = [
  '请不要修改、重命名或删除此文件。',
  '它帮助 Strongroom 发现恶意软件：没有人需要修改它，所以一旦它发生变化，备份会先询问工作人员，再清理旧的备份。',
];

/** As RTF, in both languages: a kind that malware looks for, and that opens everywhere. */
export const WATCH_FILE = `{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs24\n${[...EN, ...ZH].map((line) => `${rtf(line)}\\par\n`).join('')}}\n`;

/** Everything beyond ASCII as a number, signed 16 bits wide. */
function rtf(text: string): string {
  return text.replace(/[^ -~]/g, (char) => {
    const code = char.charCodeAt(0);
    return `\\u${code > 0x7fff ? code - 0x10000 : code}?`;
  });
}
