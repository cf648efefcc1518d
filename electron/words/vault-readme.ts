/** Lies in every vault, in both languages: whoever finds it may not know this program, nor speak the language of its owner. */
export const VAULT_README = `This folder is a vault: it holds backups made by Strongroom.

Please do not delete, rename or change anything in it. Copying it as a whole to another place is safe.

TO RESTORE WITH STRONGROOM
  Install Strongroom, choose "This is a new computer" and then this folder, or type:
    strongroom vault open <this folder>
    strongroom plan list
    strongroom restore <plan> --to <a folder>

TO RESTORE WITHOUT STRONGROOM
  The file strongroom-rescue-3.py restores any backup in this vault. It needs Python 3.8 or newer and the program zstd,
  both free. Open a terminal in this folder; the first line shows the backups, the second restores the newest one:
    python3 strongroom-rescue-3.py
    python3 strongroom-rescue-3.py --to /home/me/restored
  On Windows:
    py strongroom-rescue-3.py
    py strongroom-rescue-3.py --to C:\\Restored
  For an older backup add  --at "2026-11-21 18:00" , for one folder  --path Documents/Letters , and  --verify  in place of
  --to reads everything and says what is damaged. If there is a strongroom-rescue file with a higher number, take that.

IF THERE IS A FOLDER keys, THE BACKUPS ARE ENCRYPTED
  You need the recovery key, which is printed on the recovery kit, or the passphrase; without one of them nobody can open
  the backups, neither can the makers of Strongroom. You also need the free program age (https://age-encryption.org).
  Write the recovery key as one line into a text file, key.txt, which must not lie in this folder, and add it everywhere:
    python3 strongroom-rescue-3.py --identity key.txt
    python3 strongroom-rescue-3.py --identity key.txt --to /home/me/restored
  If you have the passphrase, leave  --identity key.txt  out: age then asks for it. Or make key.txt by it, once:
    age -d -o key.txt keys/vault-1.passphrase.age
  Where the number in that name is another one, take the highest. Delete key.txt when you are done.

TO RESTORE WITH NOTHING BUT ZSTD AND TAR
  The backups lie in  machines/<computer>/plans/<plan>/sets/<set>/
  Each set has a file set.json. Its first line says when the backup was made ("at") and of which kind it is ("kind").
  A set whose kind is "full" can be opened with the ordinary programs zstd and tar. In the folder of the set:
    cat data-*.tar.zst | zstd -dc | tar -xf - -C <a folder>
  If the backups are encrypted, age opens them first, with the recovery key in key.txt:
    for f in data-*.age; do age -d -i key.txt "$f"; done | zstd -dc | tar -xf - -C <a folder>
  Where a file comes twice, the later one is the right one; tar does that by itself.
  An "incremental" or "differential" set holds only what had changed. Files of up to 1 MiB come out of it in the same way;
  of larger ones it holds parts, named by their SHA-256 in .strongroom-parts/, and the list of files (manifest.zst, lines
  of JSON) says which parts make up which file.

------------------------------------------------------------------------------------------------------------------------

本文件夹是一个保险库，里面是 Strongroom 生成的备份。

请不要删除、重命名或改动其中的任何内容。把整个文件夹复制到别处是安全的。

用 STRONGROOM 恢复
  安装 Strongroom，选择“这是一台新电脑”，然后选择本文件夹；或者输入：
    strongroom vault open <本文件夹>
    strongroom plan list
    strongroom restore <计划> --to <目标文件夹>

不用 STRONGROOM 恢复
  文件 strongroom-rescue-3.py 可以恢复本保险库中的任何备份。它需要 Python 3.8 或更高版本以及程序 zstd，两者都是免费的。
  在本文件夹中打开终端；第一行显示备份，第二行恢复最新的备份：
    python3 strongroom-rescue-3.py
    python3 strongroom-rescue-3.py --to /home/me/restored
  在 Windows 上：
    py strongroom-rescue-3.py
    py strongroom-rescue-3.py --to C:\\Restored
  要恢复较早的备份，加上  --at "2026-11-21 18:00" ；只恢复一个文件夹，加上  --path Documents/Letters ；用  --verify  代替
  --to ，则读取全部内容并指出损坏之处。如果有编号更大的 strongroom-rescue 文件，请使用那一个。

如果有文件夹 keys，说明备份已加密
  您需要印在应急恢复单上的恢复密钥，或者密码短语；两者都没有，任何人都无法打开备份，Strongroom 的作者也不能。
  您还需要免费程序 age（https://age-encryption.org）。
  把恢复密钥写成一行，存入文本文件 key.txt（不要放在本文件夹中），并在每条命令中加上它：
    python3 strongroom-rescue-3.py --identity key.txt
    python3 strongroom-rescue-3.py --identity key.txt --to /home/me/restored
  如果您有密码短语，可以省去  --identity key.txt ，age 会询问密码短语。也可以用它生成一次 key.txt：
    age -d -o key.txt keys/vault-1.passphrase.age
  如果文件名中的数字不是 1，请使用数字最大的那个文件。用完后请删除 key.txt。

只用 ZSTD 和 TAR 恢复
  备份位于  machines/<电脑>/plans/<计划>/sets/<备份集>/
  每个备份集都有一个 set.json 文件，其第一行写明备份时间（"at"）和类型（"kind"）。
  类型为 "full"（完整）的备份集可以用通用程序 zstd 和 tar 打开。在备份集的文件夹中运行：
    cat data-*.tar.zst | zstd -dc | tar -xf - -C <目标文件夹>
  如果备份已加密，先用 age 和 key.txt 中的恢复密钥打开：
    for f in data-*.age; do age -d -i key.txt "$f"; done | zstd -dc | tar -xf - -C <目标文件夹>
  同一个文件出现两次时，以后一次为准；tar 会自动这样处理。
  "incremental"（增量）或 "differential"（差异）备份集只保存有变化的内容。不超过 1 MiB 的文件可以用同样的方法取出；
  更大的文件按部分保存在 .strongroom-parts/ 中，以各部分的 SHA-256 命名；文件清单（manifest.zst，每行一个 JSON）
  写明每个文件由哪些部分组成。
`;
