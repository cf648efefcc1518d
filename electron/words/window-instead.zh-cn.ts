import type { Translated } from './keys.ts';
import type { windowInsteadEn } from './window-instead.en.ts';

export const windowInsteadZhCn: Translated<typeof windowInsteadEn> = {
  error: {
    usage: { sentence: '无法按这样的要求进行。', next: '请返回上一步重新选择。' },
    'not-yet': { next: '请先不要使用。' },
    'plan-unknown': { next: '请回到首页查看这台电脑上的计划。' },
    'plan-ambiguous': { next: '请回到首页，从列表中打开计划。' },
    'plan-elsewhere': { sentence: '计划“{{subject}}”不是这台电脑的计划：它来自另一台电脑的备份，在这里只能读取。' },
    'point-unknown': { next: '请回到计划，选择其中一个恢复点。' },
    'path-unknown': { next: '请用“查找文件”在所有恢复点中查找。' },
    'source-is-vault': {
      sentence: '“{{subject}}”本身就在备份的存放位置里，不能再备份到那里。',
      next: '请选择其他要备份的文件夹，或另选备份的存放位置。',
    },
    'schedule-invalid': { next: '请选择列出的时间，或写成“daily 18:30”或“weekly sun 02:00”的形式。' },
    'place-unsupported': { sentence: '当前版本不能把备份存放在“{{subject}}”这类位置。' },
    'vault-unavailable': { sentence: '无法访问备份的存放位置“{{subject}}”。' },
    'vault-marker-missing': { sentence: '“{{subject}}”没有备份存放位置的标记，因此没有向其中写入任何内容。' },
    'vault-marker-damaged': { sentence: '备份存放位置“{{subject}}”的标记已损坏，因此没有向其中写入任何内容。' },
    'vault-foreign': { sentence: '“{{subject}}”处是其他的备份，不是这个计划的备份。' },
    'vault-newer': { sentence: '“{{subject}}”处的备份由更新版本的 Strongroom 建立。' },
    'vault-unwritable': { sentence: '无法向备份的存放位置“{{subject}}”写入。' },
    'vault-full': { sentence: '备份的存放位置“{{subject}}”已满，备份没有完成（{{detail}}）。' },
    'read-back-differs': { sentence: '写入的内容读回后与原来不一致（“{{subject}}”），因此这次备份不予采用。' },
    'key-needed': {
      sentence: '这些备份已加密，现在是锁定状态。',
      next: '请输入密码短语，或应急恢复单上的恢复密钥。',
    },
    'key-wrong': { sentence: '这个密码短语或恢复密钥无法打开“{{subject}}”处的备份。' },
    'keys-damaged': { sentence: '“{{subject}}”处备份旁边的密钥文件缺失或已损坏。' },
    'vault-not-encrypted': {
      sentence: '“{{subject}}”处的备份没有加密，之后也无法更改。',
      next: '请为加密的备份选择一个新的或空的文件夹，或者不使用加密。',
    },
    'set-damaged': {
      sentence: '恢复点“{{subject}}”已损坏。',
      next: '请改用其他恢复点，尽快重新备份，并把代码告知信息技术人员。',
    },
    'no-good-copy': {
      sentence: '有备份损坏，而目前能访问的位置都没有其全部内容的完好副本。',
      next: '请连接当前无法访问的位置后再次修复；若所有位置都可访问，请立即重新备份。',
    },
    'target-in-vault': {
      sentence: '“{{subject}}”位于备份的存放位置之内，任何文件都不会恢复到那里。',
      next: '请选择该位置以外的文件夹。',
    },
    'home-unusable': { next: '请确认该文件夹存在且您有权写入，然后重试。' },
    'state-damaged': { next: '备份是安全的。请把代码告知信息技术人员。' },
    'pin-needed': { next: '请输入 PIN，或询问知道它的人。备份和恢复不需要它。' },
    'pin-wrong': { next: '请重试，或询问知道它的人。' },
    'config-invalid': { next: '请选择由“将计划保存到文件…”保存的文件。' },
  },
  restoreFailure: {
    'not-in-point': { next: '请在其他恢复点中查找。' },
    damaged: { next: '请从其他恢复点恢复，并告知信息技术人员。' },
    'set-missing': {
      sentence: '备份中缺少它所需的部分',
      next: '请从其他恢复点恢复，并确认存放备份的磁盘或文件夹已完整连接。',
    },
  },
  damage: {
    'marker-missing': '备份存放位置的标记缺失',
    'marker-damaged': '备份存放位置的标记损坏',
  },
  kindReason: { 'parent-missing': '因为它本应依赖的较早备份已经不在' },
  phase: { sealing: '正在收尾' },
  holding: { by: { 'command-line': '，由 {{who}} 在此窗口之外启动' } },
  keep: {
    frozen: {
      'suspicious-change': { next: '请查看这些文件，并在计划页面上说明是否是你们自己做的。' },
      'clock-behind': { next: '请校正时钟。如果时钟现在是对的，信息技术人员可以在 Strongroom 中确认。' },
      'clock-ahead': { next: '请检查时钟。再正常备份一周之后会自动恢复清理。' },
      'point-ahead': { next: '请校正时钟。如果时钟现在是对的，信息技术人员可以在 Strongroom 中确认。' },
    },
  },
};
