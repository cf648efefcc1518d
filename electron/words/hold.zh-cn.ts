import type { holdEn } from './hold.en.ts';
import type { Translated } from './keys.ts';

export const holdZhCn: Translated<typeof holdEn> = {
  title: '被修改或消失的文件远多于平常。是你们自己做的吗？',
  text: '在有人回答之前，不会清理任何旧备份，之前的备份会一直保留。备份照常进行。',
  'last-good': '此前最后一份完好的备份是 {{at}} 的。',
  'no-last-good': '此前没有完好的备份。',
  why: {
    'watch-file': '监视文件“{{path}}”被修改或删除，而没有人需要动它。',
    unreadable_other: '{{of}} 个变化的文件中，有 {{count, number}} 个的内容已与其名称不符，无法读取。',
    renamed_other: '{{count, number}} 个文件被无法读取的文件取代，名称后面还加了内容。',
    locked_other: '有文件消失，同时出现了 {{count, number}} 个带密码的压缩包。',
    extension_other: '{{count, number}} 个无法读取的文件以“.{{extension}}”结尾，这里从未出现过这种文件。',
    noise_other: '{{count, number}} 个文件现在无法读取，或取代了其他文件。',
    vanished_other: '{{of}} 个文件中有 {{count, number}} 个不见了。',
  },
  confirmed: '{{by}} 已于 {{at}} 说明：这不是我们自己做的。',
  steps: '如果是恶意软件：请断开这台电脑的网络，联系信息技术人员，等电脑清理干净后，只用此前的备份恢复。',
  look: '查看运行记录',
  answer: '回答…',
  'answer-title': '是你们自己做的吗？',
  'answer-text': '例如软件更新、批量重命名，或有人清理了文件夹。回答之前，请先打开两三个文件看一看。',
  name: '您的姓名',
  ours: '是，是我们做的',
  attack: '不，不是我们做的',
  mended: '已经处理好了',
  cause: '变化的文件远多于平常；需要有人说明是否是自己做的',
  'cli-held': '“{{plan}}”自 {{at}} 起等待回答。',
  'cli-not-held': '“{{plan}}”没有需要回答的问题。',
  'cli-answer': '请用 --ours（是我们做的，或已经处理好）或 --attack 回答，并加上 --by 姓名。',
  'cli-ours': '“{{plan}}”不再等待回答。',
  'cli-attack': '“{{plan}}”将继续等待，直到用 --ours 回答：表示已经处理好。',
};
