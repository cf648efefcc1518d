import type { ErrorCode } from '../contract/index.ts';
import { channelErrorsZhCn } from './channel-errors.zh-cn.ts';
import type { Sentence } from './errors.en.ts';

export const errorsZhCn: Record<ErrorCode, Sentence> = {
  usage: {
    sentence: '无法理解这条命令（{{detail}}）。',
    next: '在命令后面加上 --help，可以查看正确写法。',
  },
  'not-yet': {
    sentence: '“{{subject}}”已在计划之中，但当前版本还没有这项功能。',
    next: '请先不要使用；运行“strongroom --help”可查看当前版本的全部功能。',
  },
  'plan-name-taken': {
    sentence: '已经有一个名为“{{subject}}”的备份计划。',
    next: '请换一个名称，或直接使用已有的计划。',
  },
  'plan-name-invalid': {
    sentence: '“{{subject}}”不能用作计划名称（{{detail}}）。',
    next: '名称应为 1 到 200 个普通字符，写在一行之内。',
  },
  'plan-unknown': {
    sentence: '这台电脑上没有名为“{{subject}}”的备份计划。',
    next: '运行“strongroom plan list”可查看所有计划及其名称。',
  },
  'plan-ambiguous': {
    sentence: '有多个备份计划都叫“{{subject}}”。',
    next: '请改用计划编号；运行“strongroom plan list”可查看编号。',
  },
  'plan-elsewhere': {
    sentence: '计划“{{subject}}”不是这台电脑的计划：它来自保险库，在这里只能读取。',
    next: '可以在这里恢复和检查其中的文件。要备份这台电脑，请另建一个计划。',
  },
  'plan-taken-over': {
    sentence: '计划“{{subject}}”现在由另一台电脑（{{detail}}）备份，因此这里没有写入任何内容。',
    next: '如果要由这台电脑继续，请在这里重新接管该计划；同一个计划不能由两台电脑同时写入。',
  },
  'point-unknown': {
    sentence: '这个计划中没有恢复点“{{subject}}”（{{detail}}）。',
    next: '用“strongroom points”加计划名称可查看已有的恢复点。可以用编号、“latest”（最新）或时间来指定。',
  },
  'no-points': {
    sentence: '计划“{{subject}}”还没有任何恢复点。',
    next: '请先备份一次。',
  },
  'already-full': {
    sentence: '备份“{{subject}}”已经是全量备份，不依赖其他备份，因此未执行任何操作。',
    next: '等它之后又有了增量或差异备份，再生成新的全量备份才有意义。',
  },
  'not-held': {
    sentence: '计划“{{subject}}”没有需要回答的问题。',
    next: '可能别人已经回答过了；请查看该计划。',
  },
  'copy-unknown': {
    sentence: '这个计划没有名为“{{subject}}”的其他存放位置。',
    next: '请查看计划中备份复制到的位置。',
  },
  'path-unknown': {
    sentence: '这个恢复点中没有“{{subject}}”。',
    next: '请核对名称，或用“strongroom find”在所有恢复点中查找。',
  },
  'source-missing': {
    sentence: '要备份的文件夹或文件“{{subject}}”不存在或无法读取（{{detail}}）。',
    next: '请核对路径以及您的读取权限，然后重试。',
  },
  'source-is-vault': {
    sentence: '“{{subject}}”本身就在保险库里，不能再备份到同一个保险库。',
    next: '请选择其他要备份的文件夹，或为保险库另选位置。',
  },
  'sources-unavailable': {
    sentence: '这个计划中的文件夹全都无法读取，因此没有备份任何内容（“{{subject}}”）。',
    next: '请确认磁盘或网络文件夹已连接，然后重新备份。以前的恢复点不受影响。',
  },
  'exclude-invalid': {
    sentence: '无法理解排除规则“{{subject}}”（{{detail}}）。',
    next: '请修改规则：* 代表名称中的任意字符，** 代表任意层文件夹。',
  },
  'holiday-invalid': {
    sentence: '“{{subject}}”不是日期，也不是日期范围。',
    next: '请写成 2026-12-24、2026-12-24..2027-01-06，或每年重复的 12-25。',
  },
  'schedule-invalid': {
    sentence: '无法理解时间安排“{{subject}}”（{{detail}}）。',
    next: '请写成“daily 18:30”或“weekly sun 02:00”的形式；多个安排用分号隔开。',
  },
  'keep-invalid': {
    sentence: '无法理解备份的保留规则“{{subject}}”（{{detail}}）。',
    next: '请写成“last 10”、“days 30”或“daily 7 weekly 5 monthly 12 yearly 3”，每个词只写一次，后面跟 1 到 10000 的数字；“min 3”表示无论如何至少保留几个完好的备份。',
  },
  'place-unsupported': {
    sentence: '当前版本不能把“{{subject}}”这类位置用作保险库（{{detail}}）。',
    next: '请选择磁盘上或已连接的网络驱动器上的文件夹。',
  },
  'place-unlockable': {
    sentence: '地址“{{subject}}”要求锁定，但该存储桶创建时没有启用对象锁定。',
    next: '请使用创建时启用了对象锁定的存储桶，或从地址中去掉“lock”。',
  },
  'place-holds-secret': {
    sentence: '位置“{{subject}}”中写有密码，若照此保存，密码会被一并记住。',
    next: '请不要把密码写在位置中，改用凭据文件提供。',
  },
  'credentials-needed': {
    sentence: '位置“{{subject}}”要求验证身份（{{detail}}）。',
    next: '请提供凭据文件：JSON 格式，包含“username”和“password”或“privateKeyFile”，或者“accessKeyId”和“secretAccessKey”。',
  },
  'credentials-unreadable': {
    sentence: '无法使用凭据文件“{{subject}}”（{{detail}}）。',
    next: '请确认该文件存在，并且是包含所需字段的 JSON 文件。',
  },
  'credentials-wrong': {
    sentence: '位置“{{subject}}”不接受所提供的用户名和密码或密钥。',
    next: '请与该位置的管理人员核对，并更正凭据文件。',
  },
  'host-key-changed': {
    sentence: '无法确认在“{{subject}}”应答的是原来那台计算机（{{detail}}），因此没有向它发送任何内容。',
    next: '请向管理人员确认它是否已被更换。确认之前请不要继续。',
  },
  'share-unknown': {
    sentence: '“{{subject}}”的服务器有应答，但没有这个名称的共享（{{detail}}）。',
    next: '请与服务器的管理人员核对共享名称。',
  },
  'share-not-allowed': {
    sentence: '“{{subject}}”的服务器认识这个用户，但不允许其进入（{{detail}}）。',
    next: '请询问服务器的管理人员：密码可能已过期，账户可能被锁定，或者没有使用此共享的权限。',
  },
  'share-other-user': {
    sentence: 'Windows 已用另一个用户名连接到“{{subject}}”的服务器，而该用户打不开此共享（{{detail}}）。',
    next: '请断开使用此服务器的网络驱动器和窗口，或者统一使用同一个用户，然后重试。',
  },
  'share-too-many': {
    sentence: '“{{subject}}”的服务器目前不再接受新的连接（{{detail}}）。',
    next: '请稍后重试，或者换用允许更多计算机同时连接的服务器。',
  },
  'place-silent': {
    sentence: '位置“{{subject}}”不再应答。',
    next: '请检查网络，并确认服务器或共享正在运行，然后重试。以前的备份没有丢失。',
  },
  'vault-unavailable': {
    sentence: '无法访问保险库“{{subject}}”（{{detail}}）。',
    next: '请连接磁盘或网络驱动器，确认在文件管理器中能打开它，然后重试。',
  },
  'vault-marker-missing': {
    sentence: '“{{subject}}”没有保险库标记，因此没有向其中写入任何内容。',
    next: '请确认连接的是正确的磁盘或文件夹。如果没有连错，说明文件 strongroom-vault.json 已丢失，请联系信息技术人员。',
  },
  'vault-marker-damaged': {
    sentence: '保险库“{{subject}}”的标记已损坏，因此没有向其中写入任何内容（{{detail}}）。',
    next: '请不要删除其中的任何文件，并联系信息技术人员；里面的备份很可能完好无损。',
  },
  'vault-foreign': {
    sentence: '“{{subject}}”处的保险库不是这个计划所用的那一个。',
    next: '请连接正确的磁盘或网络文件夹。没有写入任何内容。',
  },
  'disk-absent': {
    sentence: '这些备份所用的磁盘都没有连接。需要：“{{subject}}”。',
    next: '请插入该磁盘，等它能在文件管理器中打开后再试。',
  },
  'disk-wrong': {
    sentence: '连接的磁盘不是正确的那一块（{{detail}}）。需要：“{{subject}}”。',
    next: '请插入正确的磁盘。没有向另一块磁盘写入任何内容。',
  },
  'disk-unknown': {
    sentence: '这个计划没有名为“{{subject}}”的磁盘。',
    next: '请指定这个计划已有的一块磁盘。',
  },
  'disk-name-taken': {
    sentence: '“{{subject}}”已经是这个计划的磁盘。',
    next: '请换一个名称，或换一块磁盘。',
  },
  'disk-last': {
    sentence: '“{{subject}}”是这个计划唯一的磁盘，因此保留。',
    next: '请先添加另一块磁盘。',
  },
  'disk-busy': {
    sentence: '磁盘“{{subject}}”仍在使用中（{{detail}}）。请先不要拔出。',
    next: '请等备份、检查和恢复都结束，并关闭其上打开的文件和文件夹，然后重试。',
  },
  'eject-refused': {
    sentence: '这台计算机没有放开磁盘“{{subject}}”（{{detail}}）。Strongroom 本身已不再使用它。',
    next: '请先用本机的文件管理器弹出它，再拔出。',
  },
  'vault-newer': {
    sentence: '保险库“{{subject}}”由更新版本的 Strongroom 建立（{{detail}}）。',
    next: '请先更新这台电脑上的 Strongroom，然后重试。没有改动任何内容。',
  },
  'vault-unwritable': {
    sentence: '无法向保险库“{{subject}}”写入（{{detail}}）。',
    next: '请确认磁盘没有写保护，并且您有权写入该文件夹。',
  },
  'vault-full': {
    sentence: '保险库“{{subject}}”已满，备份没有完成（{{detail}}）。',
    next: '请腾出磁盘空间或换用更大的磁盘，然后重新备份。以前的恢复点不受影响。',
  },
  'write-failed': {
    sentence: '向“{{subject}}”写入失败（{{detail}}）。',
    next: '请检查磁盘或网络连接，然后重试。以前的恢复点不受影响。',
  },
  'read-back-differs': {
    sentence: '写入保险库的内容读回后与原来不一致（“{{subject}}”），因此这次备份不予采用。',
    next: '请重试。如果再次发生，请不要再信任这块磁盘或这条连接，并告知信息技术人员。',
  },
  'set-newer': {
    sentence: '恢复点“{{subject}}”由更新版本的 Strongroom 生成，当前版本无法读取。',
    next: '请先更新这台电脑上的 Strongroom，然后重试。',
  },
  'set-damaged': {
    sentence: '保险库中的恢复点“{{subject}}”已损坏（{{detail}}）。',
    next: '用“strongroom verify”加计划名称可查看受影响的内容，并请尽快重新备份。',
  },
  'no-good-copy': {
    sentence: '恢复点“{{subject}}”已损坏，能访问的位置都没有其全部内容的完好副本。',
    next: '请连接当前无法访问的位置，再次运行“strongroom repair”；若所有位置都可访问，请尽快做一次全量备份。',
  },
  'key-needed': {
    sentence: '“{{subject}}”中的备份已加密，而这里还没有人将其打开。',
    next: '请提供密码短语或恢复密钥：--passphrase-file 或 --recovery-key-file。',
  },
  'key-wrong': {
    sentence: '这个密码短语或恢复密钥无法打开“{{subject}}”中的备份。',
    next: '请检查大小写和键盘语言，然后重试。应急恢复单上的恢复密钥也可以打开它们。没有改动任何内容。',
  },
  'key-unreadable': {
    sentence: '这不是恢复密钥（{{detail}}）。',
    next: '请与应急恢复单逐组核对。',
  },
  'keys-damaged': {
    sentence: '保险库“{{subject}}”的密钥文件缺失或已损坏（{{detail}}）。',
    next: '请不要删除其中的任何文件。请从这些备份的副本中取回文件夹“keys”；在此之前，可按应急恢复单上的步骤单独用恢复密钥打开备份。',
  },
  'passphrase-weak': {
    sentence: '这个密码短语太容易被猜到（{{detail}}）。',
    next: '至少需要 12 个字符，并且不能总是重复相同的字符。用四五个互不相关的词语组成比较好。',
  },
  'vault-not-encrypted': {
    sentence: '保险库“{{subject}}”没有加密，之后也无法更改。',
    next: '请为加密的保险库选择一个新的或空的文件夹，或者不要填写密码短语。',
  },
  'target-invalid': {
    sentence: '不能恢复到“{{subject}}”（{{detail}}）。',
    next: '请另选一个文件夹。',
  },
  'target-in-vault': {
    sentence: '“{{subject}}”位于保险库之内，任何文件都不会恢复到保险库里。',
    next: '请选择保险库以外的文件夹。',
  },
  'target-exists': {
    sentence: '“{{subject}}”已经存在，没有改动它。',
    next: '请换一个名称。',
  },
  'target-unwritable': {
    sentence: '无法向“{{subject}}”写入（{{detail}}）。',
    next: '请确认您有权写入，或另选一个文件夹。',
  },
  'target-full': {
    sentence: '“{{subject}}”处的空间不足，无法完成恢复。',
    next: '请腾出空间或换一块磁盘，然后重新恢复。',
  },
  'alarm-unknown': {
    sentence: '没有未关闭的警报“{{subject}}”，或者有多个以此开头。',
    next: '警报列表中可以看到未关闭的警报及其编号。',
  },
  ...channelErrorsZhCn,
  'restore-unknown': {
    sentence: '没有可以撤销的恢复“{{subject}}”。',
    next: '被替换的文件会保留 7 天。历史记录中可以看到哪些恢复仍可撤销。',
  },
  'home-unusable': {
    sentence: 'Strongroom 存放计划和历史记录的文件夹“{{subject}}”无法使用（{{detail}}）。',
    next: '请确认该文件夹存在且您有权写入，或用 --home 指定另一个文件夹。',
  },
  'home-newer': {
    sentence: '“{{subject}}”中的计划和历史记录由更新版本的 Strongroom 写成。',
    next: '请更新这台电脑上的 Strongroom。没有改动任何内容。',
  },
  'state-damaged': {
    sentence: '保存本机计划的文件“{{subject}}”已损坏（{{detail}}）。',
    next: '备份本身是安全的。请把该文件移到别处，再用“strongroom vault open”重新读取保险库。',
  },
  'config-invalid': {
    sentence: '这个文件不是 Strongroom 的配置文件（{{detail}}）。',
    next: '请选择由“config export”导出的文件。',
  },
  'engine-unfit': {
    sentence: '自检未通过（“{{subject}}”），Strongroom 无法在这台电脑上可靠工作，因此没有启动（{{detail}}）。',
    next: '请重新安装 Strongroom，并把代码告知信息技术人员。',
  },
  'version-mismatch': {
    sentence: 'Strongroom 的两个部分版本不一致（{{detail}}）。',
    next: '请完全退出 Strongroom，然后重新启动。',
  },
  'pin-needed': {
    sentence: '此操作需要用于删除和更改的 PIN，没有执行任何操作。',
    next: '请指出存有 PIN 的文件：--pin-file。备份、恢复和检查不需要它。',
  },
  'pin-wrong': {
    sentence: '这不是用于删除和更改的 PIN，没有执行任何操作。',
    next: '请重试。输错五次后需要等待；“strongroom pin”会显示等待多久。',
  },
  'pin-wait': {
    sentence: 'PIN 多次输入错误，暂时不会检查任何 PIN（{{detail}}）。没有执行任何操作。',
    next: '请等待这段时间，然后重试。',
  },
  'battery-low': {
    sentence: '电脑正在使用电池且电量过低（{{detail}}），因此没有备份或已停止备份。',
    next: '请接上电源。已存储的内容会保留，下次备份接着进行。',
  },
  busy: {
    sentence: '另一个 Strongroom 任务正在使用“{{subject}}”（{{detail}}）。',
    next: '请等它完成后再试。',
  },
  cancelled: {
    sentence: '操作已取消。',
    next: '无需再做什么，方便时重新开始即可。',
  },
  interrupted: {
    sentence: '在完成之前，电脑被关机，或者 Strongroom 被结束。',
    next: '到那时为止已完成的部分都保留着。请重新开始；备份会从那里继续。',
  },
  internal: {
    sentence: 'Strongroom 内部发生了不应出现的错误（{{detail}}）。',
    next: '请重试。如果再次发生，请把代码和当时的操作告知信息技术人员。',
  },
};
