import type { Translated } from './keys.ts';
import type { windowShellEn } from './window-shell.en.ts';

export const windowShellZhCn: Translated<typeof windowShellEn> = {
  guide: 'Strongroom 使用手册',
  understood: '确定',
  zip: 'ZIP 文件',
  'zip-name': '恢复的文件.zip',
  'save-zip': '将 ZIP 文件保存到哪里？',
  'zip-there': '此处已有名为“{{name}}”的文件。Strongroom 不会覆盖它，请换一个名称。',
  'save-text': '另存为',
  'not-saved': '无法将“{{name}}”保存到该位置。请选择其他文件夹，或检查磁盘是否还有空间。',
  'open-config': '选择设置文件',
  config: 'Strongroom 设置',
  'not-read': '无法读取“{{name}}”。它不是 Strongroom 的设置文件，或者文件过大。',
};
