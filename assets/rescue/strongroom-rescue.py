#!/usr/bin/env python3
"""Gives files back from a Strongroom vault, without Strongroom.

  python3 strongroom-rescue.py VAULT                          shows the plans and their recovery points
  python3 strongroom-rescue.py VAULT --to FOLDER              restores the newest point into FOLDER
      [--plan NAME] [--at POINT] [--path PATH ...]            ... of one plan, another point, only these paths
      [--identity FILE]                                       ... of an encrypted vault, with the recovery key in FILE
  python3 strongroom-rescue.py VAULT --files                  lists what is in a point
  python3 strongroom-rescue.py VAULT --verify                 reads everything and says what is damaged

VAULT is the folder with strongroom-vault.json; it may be left out where this file lies in it. POINT is the name of a set as
it is shown, or its beginning, or a time ("2026-11-21 18:00": the newest point up to then), or latest.

An encrypted vault needs --identity with every command: a text file in which the recovery key stands, as it is printed on the
recovery kit. Who has the passphrase leaves it out, and the program age asks for the passphrase on the terminal.

It needs Python 3.8 or newer and zstd: the program of that name, or the Python module zstandard, or Python 3.14; for an encrypted
vault also the program age. It only reads the vault, writes only below FOLDER, and never replaces a file that is there. It ends
with 0 if all is well, 1 if it failed, 2 if it was called wrongly, 3 if something is missing (each is named), 4 if the vault
cannot be read, 5 if its key is missing or another one, 6 if damage was found.

It is written from the description of the format, docs/FORMAT.md, whose sections are cited below.
"""
import argparse
import base64
import datetime
import errno
import hashlib
import hmac
import itertools
import json
import os
import queue
import re
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time

VERSION = 3
FORMAT = 1

COMPLETE, FAILED, USAGE, INCOMPLETE, NO_VAULT, NO_KEY, DAMAGED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130
WINDOWS = os.name == 'nt'

MARKERS = ('strongroom-vault.json', 'strongroom-vault.copy.json')
SEALS = ('set.json', 'set.copy.json')
MANIFESTS = ('manifest.zst', 'manifest.copy.zst')
MIB = 1 << 20
MARKER_MAX, SEAL_MAX, KEY_FILE_MAX = 64 << 10, 8 * MIB, 64 << 10
FRAME_MAX, FRAME_STORED_MAX = 8 * MIB, 8 * MIB + (64 << 10)
SEGMENT_MAX, ROOT_MAX, VOLUME_MAX, PATH_MAX = 6 * MIB, 16 * MIB, 1024 * MIB, 4096
LINE_MAX = 256 << 10
ROOT_STORED_MAX = ROOT_MAX + (256 << 10)
WINDOW_LOG_MAX = 24
# Files looked at together, so that neighbours in a frame are decoded once; the pieces of long files among them; and their bytes.
BATCH_FILES, BATCH_PIECES, BATCH_BYTES = 16384, 500000, 256 * MIB
# Opened volumes that are kept for the next question. The last one stays, however large.
OPENED_MAX = 512 * MIB

ID = re.compile(r'[a-z0-9]{6,32}\Z')
DIGEST = re.compile(r'[0-9a-f]{64}\Z')
DECIMAL = re.compile(r'-?[0-9]{1,30}\Z')
EMPTY = hashlib.sha256(b'').hexdigest()
GAPS = {
    'permission': 'there was no right to read it',
    'locked': 'another program kept it locked',
    'vanished': 'it vanished while the backup ran',
    'changed-while-read': 'it would not hold still',
    'read-error': 'the disk could not read it',
    'path-too-long': 'its path was too long',
    'name-unreadable': 'its name could not be read',
    'sparse': 'it was a huge file of almost nothing but holes',
    'source-missing': 'the folder to back up was not there',
}


class Refused(Exception):
    """Ends the work with a sentence and an exit code."""

    def __init__(self, sentence, code=FAILED):
        super().__init__(sentence)
        self.code = code


class Damage(Exception):
    """Bytes of the vault are not what they should be."""


class Newer(Exception):
    """A set that only a newer program can read."""


class OtherKey(Damage):
    """An age file that none of the keys opens."""


# ---------------------------------------------------------------------------------------------------- words for people


def shown(raw):
    """A path as one line of text; what a terminal could take for a command is spelled out."""
    text = raw.decode('utf-8', 'backslashreplace') if isinstance(raw, bytes) else raw
    return ''.join(c if c.isprintable() else '\\x%02x' % ord(c) for c in text)


def size_of(count):
    for unit in ('B', 'kB', 'MB', 'GB'):
        if count < 1000:
            return '%d %s' % (count, unit) if unit == 'B' else '%.1f %s' % (count, unit)
        count /= 1000
    return '%.1f TB' % count


def local_time(iso):
    return datetime.datetime.fromtimestamp(moment(iso)).strftime('%Y-%m-%d %H:%M:%S')


def moment(iso):
    """Seconds since 1970 of a time as seals spell it, in UTC."""
    text = iso[:-1].split('.')[0]
    return datetime.datetime.strptime(text, '%Y-%m-%dT%H:%M:%S').replace(tzinfo=datetime.timezone.utc).timestamp()


class Report:
    """Says what is wrong, line by line, and remembers how bad it was."""

    def __init__(self):
        self.counts = {}
        self.last = 0.0

    def tell(self, kind, what, why):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.clear()
        print('%s: %s: %s' % (kind, shown(what), why), file=sys.stderr)

    @property
    def code(self):
        if 'DAMAGED' in self.counts:
            return DAMAGED
        return INCOMPLETE if self.counts else COMPLETE

    def progress(self, text):
        if sys.stderr.isatty() and time.monotonic() - self.last > 0.2:
            self.last = time.monotonic()
            print('\r\033[K' + text, end='', file=sys.stderr, flush=True)

    def clear(self):
        if self.last:
            print('\r\033[K', end='', file=sys.stderr)
            self.last = 0.0


# ------------------------------------------------------------------------------------------------ frames (FORMAT.md 4)


class Frame:
    """A stored range that must be exactly one frame. `path` is a Damage where it is known that there is none."""

    __slots__ = ('path', 'offset', 'stored', 'limit', 'tag')

    def __init__(self, path, offset, stored, limit, tag):
        self.path, self.offset, self.stored, self.limit, self.tag = path, offset, stored, limit, tag


class Volumes:
    """Reads ranges; the files last used stay open. For one thread."""

    def __init__(self, safe):
        self.safe, self.files = safe, {}

    def stored(self, frame):
        if is_age_name(frame.path):
            return self.safe.read(frame.path, frame.offset, frame.stored)
        try:
            file = self.files.get(frame.path)
            if file is None:
                if len(self.files) >= 16:
                    self.files.pop(next(iter(self.files))).close()
                file = self.files[frame.path] = open(frame.path, 'rb')
            file.seek(frame.offset)
            return file.read(frame.stored)
        except OSError as error:
            raise Damage('%s cannot be read (%s)' % (tail(frame.path), error.strerror))

    def read(self, frame):
        if isinstance(frame.path, Exception):
            raise frame.path
        stored = self.stored(frame)
        if len(stored) != frame.stored:
            raise Damage('%s ends too early' % tail(frame.path))
        try:
            return stored, frame_size(stored, frame.limit)
        except IndexError:
            raise Damage('a frame in %s is cut short' % tail(frame.path))
        except Damage as damage:
            raise Damage('a frame in %s at %d %s' % (tail(frame.path), frame.offset, damage))

    def close(self):
        for file in self.files.values():
            file.close()


def is_age_name(path):
    return re.search(r'\.age(\.good-[1-9])?\Z', path) is not None


def tail(path):
    return '/'.join(path.replace('\\', '/').split('/')[-2:])


def frame_size(frame, limit):
    """What a frame says it decodes to. Raises Damage (or IndexError) unless these bytes are one frame as section 4 wants it."""
    if frame[:4] != b'\x28\xb5\x2f\xfd':
        raise Damage('is none')
    flags = frame[4]
    single = flags & 0x20
    if flags & 0x0b or not flags & 4:
        raise Damage('needs a dictionary or has no check sum')
    if not single and frame[5] > (WINDOW_LOG_MAX - 10) << 3:
        raise Damage('looks back too far')
    width = (1 if single else 0, 2, 4, 8)[flags >> 6]
    if width == 0:
        raise Damage('does not say its size')
    at = 5 if single else 6
    size = int.from_bytes(frame[at:at + width], 'little') + (256 if width == 2 else 0)
    if size > limit:
        raise Damage('says it is too large')
    # Block by block to its end: nothing may stand behind it, or what follows would be given for something else.
    at, is_last = at + width, 0
    while not is_last:
        header = frame[at] | frame[at + 1] << 8 | frame[at + 2] << 16
        is_last, kind = header & 1, header >> 1 & 3
        if kind == 3:
            raise Damage('is broken')
        at += 4 if kind == 1 else 3 + (header >> 3)
    if at + 4 != len(frame):
        raise Damage('has the wrong length')
    return size


class Decoder:
    # Set where the vault is encrypted: opens its files.
    safe = None

    def alone(self, frame, data):
        """A frame once more by itself: another one in the same stream may have given more than it said. `data` where it cannot be."""
        for _, again, damage in self.decode([frame]):
            return data if damage else again


class ModuleDecoder(Decoder):
    """Decodes by a Python module."""

    def __init__(self, name, decompress):
        self.name, self.decompress = name, decompress

    def decode(self, frames):
        """Gives (frame, bytes, None) or (frame, None, Damage), in order."""
        volumes = Volumes(self.safe)
        try:
            for frame in frames:
                try:
                    stored, size = volumes.read(frame)
                    try:
                        data = self.decompress(stored, size)
                    except Exception:
                        data = b''
                    if len(data) != size:
                        raise Damage('a frame in %s at %d is broken' % (tail(frame.path), frame.offset))
                except Damage as damage:
                    yield frame, None, damage
                else:
                    yield frame, data, None
        finally:
            volumes.close()


class ProgramDecoder(Decoder):
    """Decodes by the program zstd: one process takes any number of frames in a row, since each says how long it becomes."""

    def __init__(self, program):
        self.name, self.program = program, program

    def decode(self, frames):
        """Gives (frame, bytes, None) or (frame, None, Damage), in order."""
        frames, again = iter(frames), []
        while True:
            stream = Stream(self.program, Volumes(self.safe), itertools.chain(again, frames))
            again = []
            try:
                is_first = True
                for frame, size, damage in stream.begun():
                    if frame is None:
                        again.extend(stream.give_up())
                        break
                    if damage:
                        yield frame, None, damage
                        continue
                    data = stream.output.read(size)
                    if len(data) == size:
                        is_first = False
                        yield frame, data, None
                        continue
                    # It ends at a broken frame, this one or the one before. Alone at the head of a new one it is certain.
                    if not is_first:
                        again.append(frame)
                    rest = stream.give_up()
                    if is_first:
                        yield frame, None, Damage('a frame in %s at %d is broken' % (tail(frame.path), frame.offset))
                    again.extend(rest)
                    break
                else:
                    return
            finally:
                stream.give_up()


# A frame that gives more than it said leaves the process waiting for a reader, and us for the process: then a new one goes on.
STUCK, STUCK_S = (None, 0, None), 5


class Stream:
    """One zstd process and the thread that feeds it."""

    def __init__(self, program, volumes, frames):
        self.volumes, self.frames, self.fed, self.stopped, self.failure = volumes, frames, queue.Queue(), False, None
        self.process = subprocess.Popen(
            [program, '-dcq'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=MIB
        )
        self.output = self.process.stdout
        self.thread = threading.Thread(target=self.feed, daemon=True)
        self.thread.start()

    def feed(self):
        try:
            for frame in self.frames:
                try:
                    stored, size = self.volumes.read(frame)
                except Damage as damage:
                    self.fed.put((frame, 0, damage))
                else:
                    self.fed.put((frame, size, None))
                    self.process.stdin.write(stored)
                if self.stopped:
                    break
        except OSError:
            pass  # It has ended: whoever reads from it sees that.
        except BaseException as failure:
            self.failure = failure
        finally:
            self.volumes.close()
            try:
                self.process.stdin.close()
            except OSError:
                pass
            self.fed.put(None)

    def begun(self):
        while True:
            try:
                item = self.fed.get(timeout=STUCK_S)
            except queue.Empty:
                item = STUCK
            if item is None:
                break
            yield item
        if self.failure:
            raise self.failure

    def give_up(self):
        """Ends the process. Gives the frames that were begun and not read."""
        self.stopped = True
        if self.process.poll() is None:
            self.process.kill()
        while self.thread.is_alive():
            try:
                self.output.read(MIB)
            except ValueError:
                pass
            self.thread.join(0.01)
        self.output.close()
        self.process.wait()
        rest = []
        while not self.fed.empty():
            item = self.fed.get()
            if item is not None:
                rest.append(item[0])
        return rest


def modules():
    """Python's own from 3.14 on, and the one that many have. Each as (name, function of stored bytes and size)."""
    try:
        import zstandard

        reader = zstandard.ZstdDecompressor(max_window_size=1 << WINDOW_LOG_MAX)
        yield 'zstandard', lambda stored, size: reader.decompress(stored, max_output_size=size)
    except ImportError:
        pass
    try:
        from compression import zstd

        # One byte more than there should be: what claims to be small cannot fill the memory.
        yield 'compression.zstd', lambda stored, size: zstd.ZstdDecompressor().decompress(stored, size + 1)
    except ImportError:
        pass


# "strongroom" as one frame: what cannot decode this is not asked for anything else.
PROBE = bytes.fromhex('28b52ffd240a5100007374726f6e67726f6f6d05f42f16')


def find_decoder(wanted=None):
    """By what frames are decoded; `wanted` is the name of a program."""
    program = shutil.which(wanted or 'zstd')
    if program:
        return ProgramDecoder(program)
    for name, decompress in modules() if wanted is None else ():
        try:
            if decompress(PROBE, 10) == b'strongroom':
                return ModuleDecoder(name, decompress)
        except Exception as failure:
            print('Note: the module %s does not work here (%s).' % (name, failure), file=sys.stderr)
    raise Refused(
        'There is nothing here that can decompress: neither the program zstd nor a Python module for it. '
        'Install one of them, for example by "apt install zstd", "brew install zstd", "winget install Meta.Zstandard" '
        'or "pip install zstandard".'
    )


# ------------------------------------------------------------------------------------------------------ encrypted vaults


class Safe:
    """
    Opens age files with the program age. It is told the keys by a pipe. What it gives rests in files without a name, which are
    gone with this process however it ends.
    """

    def __init__(self, program):
        self.program, self.keys, self.any_opened, self.closed = program, b'', False, False
        self.lock, self.opened = threading.Lock(), {}

    def read(self, path, offset, length):
        """A range of an age file as it was before age."""
        with self.lock:
            if path not in self.opened:
                self.opened[path] = self.open(path)
                self.make_room()
            # The one used last stands last.
            file, size, trouble = self.opened[path] = self.opened.pop(path)
            if trouble and offset + length > size:
                raise trouble
            file.seek(offset)
            return file.read(length)

    def make_room(self):
        while len(self.opened) > 1 and sum(size for _, size, _ in self.opened.values()) > OPENED_MAX:
            self.opened.pop(next(iter(self.opened)))[0].close()

    def open(self, path):
        """(file, size, None), or as much as there is in front of the damage, and the Damage."""
        try:
            file = tempfile.TemporaryFile(prefix='strongroom-')
        except OSError as error:
            raise Refused('Nothing can be written into %s (%s), where volumes are opened.' % (temporary_folder(), error.strerror))
        size, trouble = 0, None
        try:
            for block in self.blocks(path):
                size += file.write(block)
            file.flush()
        except Damage as damage:
            trouble = damage
        except OSError as error:
            file.close()
            raise Refused(
                'A volume cannot be opened in %s (%s). Set the environment variable TMPDIR (on Windows TMP) to a folder with '
                'more room, 2 GB at most.' % (temporary_folder(), error.strerror)
            )
        return file, size, trouble

    def blocks(self, path):
        """What age makes of a file, as far as that is whole. Raises Damage, or OtherKey."""
        try:
            open(path, 'rb').close()
        except OSError as error:
            raise Damage('%s cannot be read (%s)' % (tail(path), error.strerror))
        with subprocess.Popen(
            [self.program, '-d', '-i', '-', path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as age:
            try:
                age.stdin.write(self.keys)
                age.stdin.close()
            except OSError:
                pass  # It has ended, and says why.
            try:
                for block in iter(lambda: age.stdout.read(MIB), b''):
                    yield block
                said = age.stderr.read(65536).decode('utf-8', 'replace')
            except BaseException:
                age.kill()
                raise
        if age.returncode == 0:
            self.any_opened = True
            return
        if age.returncode < 0:
            raise Refused('The program age was stopped (signal %d).' % -age.returncode)
        if re.search('no identity matched|did not match|incorrect|No matching keys', said):
            raise OtherKey('%s is closed for another key, or its beginning is damaged' % tail(path))
        why = said.split('\n')[0].replace('age: error: ', '').strip() or 'code %d' % age.returncode
        raise Damage('%s is a damaged age file (age says: %s)' % (tail(path), shown(why)))

    def whole(self, path):
        data = b''.join(self.blocks(path))
        if len(data) > KEY_FILE_MAX:
            raise Damage('it is too large')
        return data


def temporary_folder():
    return shown(tempfile.gettempdir())


def find_age(wanted=None):
    program = shutil.which(wanted or 'age')
    if program:
        return program
    raise Refused(
        'This vault is encrypted, and the program age, which opens it, is not here. Install it, for example by "apt install age", '
        '"brew install age" or "winget install FiloSottile.age", or name it by --age.'
    )


KEY = re.compile(r'AGE-SECRET-KEY-1[0-9A-Z]{58}')
LETTERS = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'


def is_whole_key(key):
    """Whether the letters of a key check each other (Bech32)."""
    prefix, _, rest = key.lower().rpartition('1')
    if any(letter.upper() not in LETTERS for letter in rest):
        return False
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + [LETTERS.index(c.upper()) for c in rest]
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1ffffff) << 5 ^ value
        for bit, mask in enumerate((0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3)):
            check ^= mask if top >> bit & 1 else 0
    return check == 1


class Keys:
    """What opens an encrypted vault: keys of age, and where it is known the root of what proves who wrote a seal."""

    def __init__(self, keys, vault=None, mac_root=None):
        self.keys, self.vault, self.mac_root = keys, vault, mac_root

    def mac_key(self, vault, machine):
        """HKDF (RFC 5869) with SHA-256: what a computer proves its seals with. None where that is not known."""
        if self.mac_root is None:
            return None
        secret = hmac.new(vault.encode(), self.mac_root, hashlib.sha256).digest()
        return hmac.new(secret, b'strongroom seal v1 ' + machine.encode() + b'\x01', hashlib.sha256).digest()


def parse_keys(data):
    """A key file of the vault, after age."""
    value = parse_json(data)
    if value.get('strongroom') != 'keys' or value.get('format') != 1:
        raise Damage('it is no key file of a vault')
    keys = [need(value, name, lambda key: is_text(key) and KEY.match(key) and is_whole_key(key)) for name in ('identity', 'recovery')]
    try:
        root = base64.b64decode(need(value, 'macRoot', is_text), validate=True)
    except ValueError:
        root = b''
    if len(root) != 32:
        raise Damage('its "macRoot" is wrong')
    return Keys(keys, need(value, 'vault', is_id), root)


def read_identity(path):
    """The file behind --identity: keys of age as text, or what age made of one of the vault's key files."""
    try:
        data = read_small(path, KEY_FILE_MAX)
    except (OSError, Damage) as error:
        raise Refused('%s, behind --identity, cannot be read: %s.' % (shown(path), getattr(error, 'strerror', None) or error), USAGE)
    # Windows writes what is sent into a file by > in this way.
    text = data.decode('utf-16' if data[:2] in (b'\xff\xfe', b'\xfe\xff') else 'utf-8-sig', 'replace').strip()
    if text.startswith(('age-encryption.org/', '-----BEGIN AGE')):
        raise Refused('%s is encrypted itself. Open it first: age -d -o key.txt "%s"' % (shown(path), shown(path)), USAGE)
    if text.startswith('{'):
        try:
            return parse_keys(text.encode())
        except Damage as damage:
            raise Refused('%s, behind --identity, cannot be used: %s.' % (shown(path), damage), USAGE)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith('#')]
    # Typed off the recovery kit, in groups, it may have spaces and dashes anywhere.
    joined = re.sub(r'[\s-]', '', ''.join(lines)).upper()
    typed = re.findall('AGESECRETKEY1([0-9A-Z]{58})', joined)
    keys = ['AGE-SECRET-KEY-1' + each for each in typed]
    if not keys or ''.join(keys).replace('-', '') != joined:
        raise Refused(
            'There is no recovery key in %s. It is one line, AGE-SECRET-KEY-1 and 58 letters and digits behind it.' % shown(path), NO_KEY
        )
    if not all(is_whole_key(key) for key in keys):
        raise Refused('The key in %s is mistyped: its letters do not fit together. Compare it with the recovery kit.' % shown(path), NO_KEY)
    return Keys(keys)


KEY_KINDS = ('passphrase', 'recovery')


def key_files(vault, kind):
    """The newest first."""
    try:
        names = os.listdir(os.path.join(vault, 'keys'))
    except OSError:
        return []
    found = [re.match(r'vault-([1-9][0-9]{0,5})\.%s\.age\Z' % kind, name) for name in names]
    numbered = sorted(((int(each.group(1)), each.group()) for each in found if each), reverse=True)
    return [os.path.join(vault, 'keys', name) for _, name in numbered]


def age_file_in(vault):
    """Where an encrypted file of a vault lies; None where there is none."""
    keys = [each for kind in KEY_KINDS for each in key_files(vault, kind)]
    if keys:
        return os.path.relpath(keys[0], vault)
    machines = os.path.join(vault, 'machines')
    for machine in ids_in(machines):
        for plan in ids_in(os.path.join(machines, machine, 'plans')):
            sets = os.path.join(machines, machine, 'plans', plan, 'sets')
            for each in ids_in(sets):
                for name in os.listdir(os.path.join(sets, each)):
                    if name.endswith('.age'):
                        return os.path.relpath(os.path.join(sets, each, name), vault)
    return None


def ask_passphrase(program, vault):
    """age itself asks on the terminal: the passphrase never comes here."""
    files = key_files(vault, 'passphrase')
    how = 'Give the recovery key: write it into a text file, and add  --identity FILE .'
    if not files:
        raise Refused('This vault is encrypted, and the file keys/vault-1.passphrase.age is missing from it. ' + how, NO_KEY)
    if not sys.stdin.isatty():
        raise Refused('This vault is encrypted. %s Or open the file with the passphrase: age -d -o key.txt "%s"' % (how, files[0]), NO_KEY)
    print('This vault is encrypted; the program age asks for its passphrase. ' + how, file=sys.stderr)
    opened = subprocess.run([program, '-d', files[0]], stdout=subprocess.PIPE)
    if opened.returncode != 0:
        raise Refused('age could not open keys/%s with that.' % os.path.basename(files[0]), NO_KEY)
    try:
        return parse_keys(opened.stdout)
    except Damage as damage:
        raise Refused('keys/%s cannot be used: %s.' % (os.path.basename(files[0]), damage), DAMAGED)


def open_safe(vault, program, identity):
    """The safe and the keys of an encrypted vault."""
    safe = Safe(find_age(program))
    keys = read_identity(identity) if identity else ask_passphrase(safe.program, vault.path)
    safe.keys = '\n'.join(keys.keys + ['']).encode()
    if keys.vault is None:
        keys = complete_keys(vault, safe, keys)
    if keys.vault not in (None, vault.id):
        raise Refused('This key is that of another vault, %s; this one is %s.' % (keys.vault, vault.id), NO_KEY)
    safe.keys = '\n'.join(keys.keys + ['']).encode()
    return safe, keys


def complete_keys(vault, safe, keys):
    """With the recovery key the vault's key file opens, which has what proves seals; with the vault's own key it does not."""
    for path in key_files(vault.path, 'recovery'):
        try:
            found = parse_keys(safe.whole(path))
            # Every computer that backs up knows for whom to encrypt, and could put keys of its own here.
            if not set(keys.keys) & set(found.keys):
                raise Damage('it holds other keys than the one that opens it')
            return Keys(keys.keys + found.keys, found.vault, found.mac_root)
        except OtherKey:
            continue
        except Damage as damage:
            vault.marker_troubles.append(('keys/' + os.path.basename(path), str(damage)))
    return keys


# --------------------------------------------------------------------------------- small files of the vault (2, 3, 11)


def read_small(path, limit):
    with open(path, 'rb') as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Damage('it is too large')
    return data


def parse_json(data, limit=ROOT_MAX):
    def refuse(name):
        raise ValueError(name)

    if len(data) > limit:
        raise Damage('a line of it is too long')
    try:
        value = json.loads(data.decode('utf-8'), parse_constant=refuse)
    except (ValueError, RecursionError):
        raise Damage('it is not JSON')
    if not isinstance(value, dict):
        raise Damage('it is not JSON')
    return value


def checked_line(data):
    """Section 2: one line, and the digest of its bytes."""
    line = data[:max(data.find(b'\n'), 0)]
    digest = hashlib.sha256(line).hexdigest()
    if data != line + b'\n' + digest.encode() + b'\n':
        raise Damage('its check sum does not fit')
    return parse_json(line), digest


def demand_known(value, what):
    """Asked before anything else: `format` and `requires` keep their meaning for ever (14)."""
    needs, wants = value.get('format'), value.get('requires')
    if value.get('strongroom') != what or not is_count(needs) or not isinstance(wants, list):
        raise Damage('it is something else')
    secret = value.get('encryption', 'none')
    if needs > FORMAT or wants or secret not in ('none', 'age'):
        extra = ['format %d' % needs] + [str(each) for each in wants] + ([str(secret)] if secret not in ('none', 'age') else [])
        raise Newer(shown(', '.join(extra)))


def is_count(value, limit=(1 << 53) - 1):
    return type(value) is int and 0 <= value <= limit


def need(value, key, test):
    found = value.get(key)
    if not test(found):
        raise Damage('its "%s" is wrong' % key)
    return found


def is_text(value):
    return isinstance(value, str)


def is_id(value):
    return isinstance(value, str) and ID.match(value) is not None


def is_digest(value):
    return isinstance(value, str) and DIGEST.match(value) is not None


class Seal:
    """Section 11."""

    def __init__(self, value, digest):
        demand_known(value, 'seal')
        self.digest, self.is_sealed = digest, value.get('encryption') == 'age'
        self.vault, self.machine, self.plan, self.set = (
            need(value, key, is_id) for key in ('vault', 'machine', 'plan', 'set')
        )
        self.seq, self.files, self.bytes, self.gaps = (
            need(value, key, is_count) for key in ('seq', 'files', 'bytes', 'gaps')
        )
        self.kind = need(value, 'kind', lambda kind: kind in ('full', 'incremental', 'differential'))
        self.outcome = need(value, 'outcome', lambda outcome: outcome in ('complete', 'incomplete'))
        # A full that was made from a chain stands where the point stands that it is once more (3.2).
        made_of = need(value, 'consolidated', lambda each: each is None or isinstance(each, dict))
        self.order = (need(made_of, 'seq', is_count) if made_of else self.seq, self.seq)
        self.at = need(value, 'at', is_text)
        try:
            moment(self.at)
        except ValueError:
            raise Damage('its "at" is no time')
        parent = need(value, 'parent', lambda each: each is None or isinstance(each, dict))
        self.parent = parent and (need(parent, 'set', is_id), need(parent, 'seal', is_digest))
        self.volumes = []
        for row in need(value, 'volumes', lambda rows: isinstance(rows, list)):
            if not isinstance(row, dict) or row.get('name') != volume_name(len(self.volumes) + 1, self.is_sealed):
                raise Damage('its volumes are out of order')
            self.volumes.append((row['name'], need(row, 'size', is_count), need(row, 'sha256', is_digest)))
        manifest = need(value, 'manifest', lambda each: isinstance(each, dict))
        self.size, self.root, self.root_size = (need(manifest, key, is_count) for key in ('size', 'root', 'rootSize'))
        self.sha256 = need(manifest, 'sha256', is_digest)
        # The size is that of the file, and what stands in front of age is smaller.
        is_last = self.root + self.root_size < self.size if self.is_sealed else self.root + self.root_size == self.size
        if not is_last or not 0 < self.root_size <= ROOT_STORED_MAX:
            raise Damage('its root is not the end of its manifest')


def volume_name(number, is_sealed):
    return 'data-%06d.tar.zst%s' % (number, '.age' if is_sealed else '')


PROOF = re.compile(rb'([a-z0-9]{6,32}) ([0-9a-f]{64})\n\Z')


def parse_seal(data, name, vault):
    """The seal of this set, proven where that can be told (11)."""
    lines = data.split(b'\n')
    rest = b'\n'.join(lines[2:])
    value, digest = checked_line(data[:len(data) - len(rest)])
    seal = Seal(value, digest)
    proof = PROOF.match(rest)
    if bool(rest) != bool(proof) or seal.is_sealed != bool(proof):
        raise Damage('its third line is wrong')
    if seal.set != name:
        raise Damage('it is the seal of another set')
    if seal.is_sealed != vault.is_sealed:
        raise Damage(
            'its set is encrypted, and the vault is marked as not encrypted' if seal.is_sealed else
            'its set is not encrypted, though the vault is: anybody may have put it there'
        )
    key = vault.keys.mac_key(vault.id, proof.group(1).decode()) if proof else None
    if key and not hmac.compare_digest(hmac.new(key, lines[0], hashlib.sha256).hexdigest().encode(), proof.group(2)):
        raise Damage('it was not written by a computer that has the keys of this vault')
    return seal


def hash_file(path, size):
    """The digest of a file, or None where it has another size or cannot be read."""
    try:
        if os.path.getsize(path) != size:
            return None
        digest = hashlib.sha256()
        with open(path, 'rb') as file:
            for block in iter(lambda: file.read(MIB), b''):
                digest.update(block)
        return digest.hexdigest()
    except OSError:
        return None


class SetFolder:
    """One set. `seal` is None where it is not sealed, damaged or newer; `trouble` then says which."""

    def __init__(self, path, name, place, vault):
        self.path, self.name, self.seal, self.trouble = path, name, None, None
        # `mended`: (name, why it is not as it was sealed, the good copy beside it).
        self.seal_troubles, self.mended, self._names, self._volumes = [], [], None, {}
        self.is_newer = self.is_stranger = self.is_unfinished = False
        self._manifest = None
        found, troubles = 0, []
        for seal in SEALS:
            for each in [seal] + self.good_copies(seal):
                try:
                    data = read_small(os.path.join(path, each), SEAL_MAX)
                    found += 1
                    parsed = parse_seal(data, name, vault)
                    self.seal = self.seal or parsed
                    if each != seal:
                        self.mended.append((seal, troubles.pop()[1], each))
                    break
                except FileNotFoundError:
                    why = 'it is missing'
                except (Damage, OSError) as trouble:
                    found += 1
                    why = str(trouble)
                except Newer as newer:
                    self.seal, self.is_newer = None, True
                    self.trouble = 'only a newer script can read it (%s)' % newer
                    return
                if each == seal:
                    troubles.append((seal, why))
        self.seal_troubles = troubles
        if self.seal is None:
            self.is_unfinished = found == 0
            self.trouble = 'it was never finished' if self.is_unfinished else self.why_unsealed()
        elif (self.seal.vault, self.seal.machine, self.seal.plan) != place:
            self.seal, self.is_stranger = None, True
            self.trouble = 'it belongs to another plan'

    def good_copies(self, name):
        """Names of good copies that a repair has put beside a file (19)."""
        if self._names is None:
            try:
                self._names = set(os.listdir(self.path))
            except OSError:
                self._names = set()
        return [each for each in ('%s.good-%d' % (name, number) for number in range(1, 10)) if each in self._names]

    def sound(self, name, size, digest):
        """Path of a file, or of a good copy beside it where only that is as the seal says; and why the file itself is not."""
        path = os.path.join(self.path, name)
        found = hash_file(path, size)
        if found == digest:
            return path, None
        why = 'it is damaged' if found else 'it is missing or cut short'
        for each in self.good_copies(name):
            beside = os.path.join(self.path, each)
            if hash_file(beside, size) == digest:
                if (name, why, each) not in self.mended:
                    self.mended.append((name, why, each))
                return beside, None
        return path, why

    def volume(self, number):
        """Path of what gives its content. It is read for that only where there is a choice."""
        if number not in self._volumes:
            name = volume_name(number, self.seal.is_sealed)
            known = self.seal.volumes[number - 1:number]
            choice = known and self.good_copies(name)
            self._volumes[number] = self.sound(*known[0])[0] if choice else os.path.join(self.path, name)
        return self._volumes[number]

    def why_unsealed(self):
        whys = {why for _, why in self.seal_troubles if why != 'it is missing'}
        return 'both of its seals are damaged' if len(whys) > 1 else 'its seal is of no worth: %s' % whys.pop()

    def manifest(self):
        """Path of a manifest that is as the seal says (13.3). Raises Damage where there is none."""
        if self.seal is None:
            raise Damage('set %s is not to be read: %s' % (self.name, self.trouble))
        if self._manifest is None:
            good = [each for each in self.manifests() if each[1] is None]
            self._manifest = good[0][0] if good else Damage('both listings of set %s are damaged' % self.name)
        if isinstance(self._manifest, Damage):
            raise self._manifest
        return self._manifest

    def manifests(self):
        for name in MANIFESTS:
            yield self.sound(name + ('.age' if self.seal.is_sealed else ''), self.seal.size, self.seal.sha256)


# ------------------------------------------------------------------------------------------- the listing (8, 9, and 10)


class Chunks:
    """Where the pieces of a file rest, packed: a file may have millions."""

    ROW = struct.Struct('<IIQIII32s')
    __slots__ = ('rows', 'total')

    def __init__(self):
        self.rows, self.total = bytearray(), 0

    def __len__(self):
        return len(self.rows) // self.ROW.size

    def __iter__(self):
        return self.ROW.iter_unpack(self.rows)

    def first(self):
        return self.ROW.unpack_from(self.rows)

    def add(self, printed, sets, alone):
        """Section 8.4; `alone` is the digest that a lone chunk leaves out."""
        if not isinstance(printed, list):
            raise Damage('chunks')
        for row in printed:
            if not isinstance(row, list) or not 6 <= len(row):
                raise Damage('a chunk')
            digest = row[6] if len(row) > 6 and row[6] is not None else alone
            if not (
                is_count(row[0], len(sets) - 1) and is_count(row[1], 999999) and is_count(row[2], VOLUME_MAX)
                and is_count(row[3], FRAME_STORED_MAX) and is_count(row[4], FRAME_MAX) and is_count(row[5], FRAME_MAX)
                and is_digest(digest)
            ):
                raise Damage('a chunk')
            self.rows += self.ROW.pack(sets[row[0]], *row[1:6], bytes.fromhex(digest))
            self.total += row[5]


class Entry:
    __slots__ = (
        'type', 'path', 'mtime', 'mode', 'uid', 'gid', 'size', 'sha256', 'link', 'sparse', 'changed', 'chunks', 'target',
        'code', 'last', 'failed',
    )


class Lost:
    """A part of a listing that cannot be read: from `path` on, `entries` of them."""

    def __init__(self, path, entries, why):
        self.path, self.entries, self.why = path, entries, why


def parse_path(value, key):
    """Section 8.2."""
    text, coded = value.get(key), value.get(key + '64')
    if (text is None) == (coded is None):
        raise Damage(key)
    try:
        if text is not None:
            raw = text.encode('utf-8')
        else:
            raw = base64.b64decode(coded.encode('ascii'), validate=True)
            if base64.b64encode(raw).decode() != coded:
                raise Damage(key)
    except (AttributeError, ValueError):
        raise Damage(key)
    if len(raw) > PATH_MAX or b'\0' in raw:
        raise Damage(key)
    return raw


def parse_entry(value, sets):
    """Section 8.3: the entry, and whether its list of chunks goes on."""
    entry = Entry()
    entry.path, entry.type, entry.failed = parse_path(value, 'path'), value.get('type'), False
    if entry.type == 'gap':
        entry.code, entry.last = value.get('code'), value.get('last')
        if entry.code not in GAPS or not (entry.last is None or is_id(entry.last)):
            raise Damage('a gap')
        return entry, False
    if entry.type not in ('file', 'dir', 'symlink'):
        raise Damage('type')
    mtime = value.get('mtime')
    if not is_text(mtime) or not DECIMAL.match(mtime):
        raise Damage('mtime')
    entry.mtime, entry.mode, entry.uid, entry.gid = int(mtime), value.get('mode'), value.get('uid'), value.get('gid')
    if not (is_count(entry.mode, 0o7777) and is_count(entry.uid) and is_count(entry.gid)):
        raise Damage('mode or owner')
    if entry.type == 'symlink':
        entry.target = parse_path(value, 'target')
    if entry.type != 'file':
        return entry, False
    size = value.get('size')
    if not is_text(size) or not DECIMAL.match(size) or not is_count(int(size)):
        raise Damage('size')
    for key in ('ctime', 'inode'):
        if not is_text(value.get(key)) or not DECIMAL.match(value[key]):
            raise Damage(key)
    entry.size, entry.sha256, entry.link = int(size), value.get('sha256'), value.get('link')
    entry.sparse, entry.changed = flag(value, 'sparse'), flag(value, 'changed')
    if not is_digest(entry.sha256) or not (entry.link is None or is_text(entry.link)):
        raise Damage('sha256 or link')
    entry.chunks = Chunks()
    entry.chunks.add(value.get('chunks', []), sets, entry.sha256)
    return entry, flag(value, 'continued')


def flag(value, key):
    found = value.get(key, False)
    if not isinstance(found, bool):
        raise Damage(key)
    return found


def parse_segment(data, number_of):
    """Section 9: lines as (entry or None, further chunks, goes on)."""
    lines = data.split(b'\n')
    if lines.pop() != b'' or not lines:
        raise Damage('a segment ends early')
    head = parse_json(lines[0])
    names = head.get('sets')
    if head.get('segment') != 0 or not isinstance(names, list) or not all(is_id(name) for name in names):
        raise Damage('a segment begins wrongly')
    sets = [number_of(name) for name in names]
    parsed = []
    for line in lines[1:]:
        value = parse_json(line, LINE_MAX)
        if 'more' in value:
            chunks = Chunks()
            chunks.add(value['more'], sets, None)
            parsed.append((None, chunks, flag(value, 'continued')))
        else:
            entry, goes_on = parse_entry(value, sets)
            if goes_on and entry.type != 'file':
                raise Damage('an entry goes on')
            parsed.append((entry, None, goes_on))
    return parsed


def path_key(raw):
    """Section 8.1: byte by byte within a component, component by component."""
    return raw.split(b'/')


def is_within(path, folder):
    return path == folder or path.startswith(folder + b'/')


def is_content(data, chunk):
    _, _, _, _, at, length, digest = chunk
    return hashlib.sha256(data[at:at + length]).digest() == digest and at + length <= len(data)


class Plan:
    """The sets of one plan, in order, and the names that chunks use for them."""

    def __init__(self, vault, machine, name, decoder):
        self.id, self.decoder, self.is_sealed = name, decoder, vault.is_sealed
        self.folder = os.path.join(vault.path, 'machines', machine, 'plans', name, 'sets')
        all_sets = [SetFolder(os.path.join(self.folder, each), each, (vault.id, machine, name), vault) for each in ids_in(self.folder)]
        self.sets = {each.name: each for each in all_sets}
        self.points = sorted((each for each in all_sets if each.seal), key=lambda each: each.seal.order + (each.name,))
        self.lost = [each for each in all_sets if not (each.seal or each.is_stranger or each.is_unfinished)]
        self.name, self.computer, self.sources = name, '', []
        for point in reversed(self.points):
            try:
                head, _ = self.root(point)
            except OtherKey:
                vault.closed += 1
                continue
            except Damage:
                continue
            plan = head.get('plan')
            machine_facts = head.get('machine')
            if isinstance(plan, dict) and is_text(plan.get('name')):
                self.name = plan['name']
                self.sources = [each for each in plan.get('sources') or [] if isinstance(each, dict)]
            if isinstance(machine_facts, dict) and is_text(machine_facts.get('name')):
                self.computer = machine_facts['name']
            break
        self.numbers, self.names = {}, []

    def number_of(self, name):
        if name not in self.numbers:
            self.numbers[name] = len(self.names)
            self.names.append(name)
        return self.numbers[name]

    def root(self, point):
        """Section 10: its first line, and the rows (digest, set, offset, length, entries, path, continues)."""
        seal = point.seal
        frame = Frame(point.manifest(), seal.root, seal.root_size, ROOT_MAX, None)
        for _, data, damage in self.decoder.decode([frame]):
            if damage:
                raise damage
        lines = data.split(b'\n')
        if lines.pop() != b'' or not lines:
            raise Damage('the listing ends early')
        head = parse_json(lines[0])
        names = head.get('sets')
        if head.get('root') != 0 or head.get('set') != point.name or not isinstance(names, list):
            raise Damage('the listing is of another set')
        if not all(is_id(name) for name in names):
            raise Damage('the listing names no sets')
        rows = []
        for line in lines[1:]:
            value = parse_json(line, LINE_MAX)
            at = need(value, 'at', lambda each: isinstance(each, list) and len(each) == 3)
            if not (is_count(at[0], len(names) - 1) and is_count(at[1]) and is_count(at[2], FRAME_STORED_MAX)):
                raise Damage('the listing is wrong')
            digest, entries = need(value, 'sha256', is_digest), need(value, 'entries', is_count)
            rows.append((digest, names[at[0]], at[1], at[2], entries, parse_path(value, 'path'), flag(value, 'continues')))
        return head, rows

    def entries(self, rows):
        """Every entry in order; a Lost for each part that cannot be told."""
        open_entry, is_torn, due = None, True, None
        for frame, data, damage in self.decoder.decode(self.segment_frames(rows)):
            place, row = frame.tag
            if place != due:
                is_torn = True
            due = place + 1
            try:
                if damage:
                    raise damage
                if hashlib.sha256(data).hexdigest() != row[0]:
                    data = self.decoder.alone(frame, data)
                if hashlib.sha256(data).hexdigest() != row[0]:
                    raise Damage('its digest is not as listed')
                lines = parse_segment(data, self.number_of)
            except Damage as why:
                if open_entry:
                    yield Lost(open_entry.path, 1, 'its list of pieces is cut short')
                open_entry, is_torn = None, True
                yield Lost(row[5], row[4], str(why))
                continue
            for entry, chunks, goes_on in lines:
                if entry is None and open_entry is None:
                    if not is_torn:
                        yield Lost(row[5], 1, 'pieces of no file')
                    continue
                if entry is not None:
                    if open_entry:
                        yield Lost(open_entry.path, 1, 'its list of pieces is cut short')
                    open_entry = entry
                else:
                    open_entry.chunks.rows += chunks.rows
                    open_entry.chunks.total += chunks.total
                is_torn = False
                if not goes_on:
                    yield open_entry
                    open_entry = None
        if open_entry:
            yield Lost(open_entry.path, 1, 'its list of pieces is cut short')

    def segment_frames(self, rows):
        for place, row in rows:
            try:
                holder = self.sets.get(row[1])
                if holder is None:
                    raise Damage('set %s, which holds this part of the listing, is missing' % row[1])
                path = holder.manifest()
            except Damage as damage:
                path = damage
            yield Frame(path, row[2], row[3], SEGMENT_MAX, (place, row))

    def contents(self, files):
        """Decodes files: (entry, bytes, is the last, None) piece by piece, each checked; or (entry, None, True, why)."""
        lone, long = [], []
        for entry in files:
            pieces = len(entry.chunks)
            if entry.chunks.total != entry.size or (pieces == 0 and entry.sha256 != EMPTY):
                yield entry, None, True, 'its pieces do not add up to it'
            elif pieces == 0:
                yield entry, b'', True, None
            else:
                (lone if pieces == 1 else long).append(entry)
        lone = sorted(((entry.chunks.first(), entry) for entry in lone), key=lambda pair: pair[0][:6])
        whole = None
        for frame, data, damage in self.decoder.decode(self.content_frames(lone, long)):
            if isinstance(frame.tag, list):
                if not damage and not all(is_content(data, chunk) for chunk, _ in frame.tag):
                    data = self.decoder.alone(frame, data)
                for chunk, entry in frame.tag:
                    good = not damage and is_content(data, chunk) and chunk[6].hex() == entry.sha256
                    piece = data[chunk[4]:chunk[4] + chunk[5]] if good else None
                    yield entry, piece, True, None if good else str(damage or 'its content is not what was saved')
                continue
            entry, chunk, is_first, is_last = frame.tag
            if entry.failed:
                continue
            if is_first:
                whole = hashlib.sha256()
            if not damage and not is_content(data, chunk):
                data = self.decoder.alone(frame, data)
            good = not damage and is_content(data, chunk)
            piece = data[chunk[4]:chunk[4] + chunk[5]] if good else b''
            whole.update(piece)
            if not good or (is_last and whole.hexdigest() != entry.sha256):
                entry.failed = True
                yield entry, None, True, str(damage or 'its content is not what was saved')
            else:
                yield entry, piece, is_last, None

    def content_frames(self, lone, long):
        for _, group in itertools.groupby(lone, key=lambda pair: pair[0][:4]):
            group = list(group)
            yield self.content_frame(group[0][0], group)
        for entry in long:
            count = len(entry.chunks)
            for place, chunk in enumerate(entry.chunks):
                if entry.failed:
                    break
                yield self.content_frame(chunk, (entry, chunk, place == 0, place == count - 1))

    def content_frame(self, chunk, tag):
        name = self.names[chunk[0]]
        holder = self.sets.get(name)
        if holder is None:
            path = Damage('set %s is missing' % name)
        elif holder.seal:
            path = holder.volume(chunk[1])
        else:
            path = os.path.join(self.folder, name, volume_name(chunk[1], self.is_sealed))
        return Frame(path, chunk[2], chunk[3], FRAME_MAX, tag)

    def chain_of(self, point):
        """The set, its parent, and so on up to a full; ends early where one is missing."""
        chain = []
        while point is not None and point.seal and point not in chain:
            chain.append(point)
            point = self.sets.get(point.seal.parent[0]) if point.seal.parent else None
        return chain


def ids_in(folder):
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    return sorted(name for name in names if ID.match(name) and os.path.isdir(os.path.join(folder, name)))


class Vault:
    """A folder with a marker (2)."""

    def __init__(self, path, decoder, age=None, identity=None):
        self.path, self.marker_troubles, self.closed, found = path, [], 0, []
        if not os.path.isdir(path):
            raise Refused('There is no folder %s.' % shown(path), NO_VAULT)
        for name in MARKERS:
            try:
                value, _ = checked_line(read_small(os.path.join(path, name), MARKER_MAX))
                demand_known(value, 'vault')
                found.append((need(value, 'vault', is_id), value.get('encryption', 'none')))
            except Newer as newer:
                raise Refused(
                    'This vault needs a newer script (it is of %s, this script reads format %d): take the one with the highest '
                    'number that lies in the vault, or Strongroom itself.' % (newer, FORMAT),
                    NO_VAULT,
                )
            except FileNotFoundError:
                self.marker_troubles.append((name, 'it is missing'))
            except (Damage, OSError) as trouble:
                self.marker_troubles.append((name, str(trouble)))
        if not found:
            why = 'both of its markers are damaged' if any(t != 'it is missing' for _, t in self.marker_troubles) else \
                'it has no strongroom-vault.json'
            raise Refused('%s is no vault that can be read: %s.' % (shown(path), why), NO_VAULT)
        if len({name for name, _ in found}) > 1:
            raise Refused('The two markers of %s name different vaults.' % shown(path), NO_VAULT)
        self.id, secret = found[0]
        self.is_sealed = secret == 'age' or any(each != secret for _, each in found)
        if len(set(found)) > 1:
            self.marker_troubles.append((MARKERS[1], 'the two markers do not agree on whether the vault is encrypted'))
        stray = None if self.is_sealed else age_file_in(path)
        if stray:
            self.demand_honest(stray, identity)
        self.keys = Keys([])
        if self.is_sealed:
            for kind in KEY_KINDS:
                if not key_files(path, kind):
                    self.marker_troubles.append(('keys/vault-1.%s.age' % kind, 'it is missing'))
            decoder.safe, self.keys = open_safe(self, age, identity)
        elif identity:
            print('Note: this vault is not encrypted; --identity is not needed.', file=sys.stderr)
        machines = os.path.join(path, 'machines')
        self.plans = [
            Plan(self, machine, plan, decoder)
            for machine in ids_in(machines)
            for plan in ids_in(os.path.join(machines, machine, 'plans'))
        ]
        if self.closed and not decoder.safe.any_opened:
            raise Refused('This key does not open this vault: it is the key of another one.', NO_KEY)
        if self.is_sealed and self.keys.mac_root is None:
            print(
                'Note: who wrote these backups could not be checked. With the recovery key or the passphrase it can, where the '
                'folder keys of the vault is whole.', file=sys.stderr)

    def demand_honest(self, stray, identity):
        """A marker that lost its encryption would have us take what anybody laid here for what its owner saved."""
        if not identity:
            raise Refused(
                'This vault is marked as not encrypted, but it holds an encrypted file, %s. Somebody has changed one or the other. '
                'To read it as an encrypted vault, give the recovery key by --identity; if you are sure that it never was one, '
                'move what ends with .age out of a copy of it.' % shown(stray), NO_VAULT)
        self.is_sealed = True
        self.marker_troubles.append((MARKERS[0], 'it says that the vault is not encrypted, but it holds ' + shown(stray)))


# ----------------------------------------------------------------------------------------------- writing into a folder


class Blocked(Exception):
    """Something cannot be written where it belongs."""


# On Windows these name devices, with any ending and in any case.
RESERVED = re.compile(r'(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\xb9\xb2\xb3]) *(\.|\Z)', re.IGNORECASE)


def is_safe(raw):
    """Section 13.3.5."""
    return all(name not in (b'', b'.', b'..') and b'\0' not in name for name in raw.split(b'/'))


def windows_name(raw):
    """What Windows cannot hold in a name is written as %xx, which says what it was."""
    try:
        text = raw.decode('utf-8')
    except UnicodeDecodeError:
        text = ''.join(chr(byte) if byte < 0x80 else '%%%02x' % byte for byte in raw)
    text = re.sub(r'[\x00-\x1f"*:<>?\\|]', lambda found: '%%%02x' % ord(found.group()), text)
    if text[-1:] in ('.', ' '):
        text = text[:-1] + '%%%02x' % ord(text[-1])
    if RESERVED.match(text):
        text = '%%%02x' % ord(text[0]) + text[1:]
    return text


class Target:
    """The folder that is written into. Every parent is looked at and is no link; nothing is ever replaced."""

    def __init__(self, folder, vault):
        self.folder = os.path.realpath(folder)
        inside = os.path.normcase(os.path.realpath(vault))
        here = os.path.normcase(self.folder)
        if here == inside or here.startswith(inside.rstrip(os.sep) + os.sep):
            raise Refused('The folder to restore into is inside the vault. Nothing may be written there.', USAGE)
        try:
            os.makedirs(self.folder, exist_ok=True)
        except OSError as error:
            raise Refused('%s cannot be used as a folder: %s.' % (shown(self.folder), error.strerror), USAGE)
        if WINDOWS:
            lead = '\\\\?\\UNC\\' + self.folder[2:] if self.folder.startswith('\\\\') else '\\\\?\\' + self.folder
            self.root = self.folder if self.folder.startswith('\\\\?\\') else lead
        else:
            self.root = os.fsencode(self.folder)
        self.sure = {b''}
        self.count = 0
        self.is_root = hasattr(os, 'geteuid') and os.geteuid() == 0
        self.notes = set()

    def place(self, raw):
        if raw == b'':
            return self.root
        if WINDOWS:
            return self.root.rstrip('\\') + '\\' + '\\'.join(windows_name(name) for name in raw.split(b'/'))
        return self.root.rstrip(b'/') + b'/' + raw

    def make_folder(self, raw):
        """Makes a folder and those above it. True if this one was not there."""
        if raw in self.sure:
            return False
        made, end = False, -1
        while end != len(raw):
            slash = raw.find(b'/', end + 1)
            end = len(raw) if slash < 0 else slash
            folder = raw[:end]
            if folder in self.sure:
                continue
            place = self.place(folder)
            try:
                os.mkdir(place, 0o700)
                made = True
            except FileExistsError:
                there, made = os.lstat(place), False
                # A junction of Windows leads elsewhere as a link does.
                if stat.S_ISLNK(there.st_mode) or getattr(there, 'st_file_attributes', 0) & 0x400:
                    raise Blocked('a link is in its way')
                if not stat.S_ISDIR(there.st_mode):
                    raise Blocked('a file is in its way')
            self.sure.add(folder)
        return made

    def temporary(self, raw):
        self.count += 1
        name = b'.strongroom-part-%d-%d' % (os.getpid(), self.count)
        return self.place(raw.rpartition(b'/')[0] + b'/' + name if b'/' in raw else name)

    def put_in_place(self, temporary, final):
        """Never replaces: a link refuses a name that is taken, which renaming does not, except on Windows."""
        if not WINDOWS:
            try:
                os.link(temporary, final)
            except FileExistsError:
                raise
            except OSError:
                if os.path.lexists(final):
                    raise FileExistsError(errno.EEXIST, 'taken')
            else:
                os.unlink(temporary)
                return
        os.rename(temporary, final)

    def set_attributes(self, place, entry):
        """Owner, mode, time; in this order, since each may undo the one before."""
        if self.is_root:
            os.chown(place, entry.uid, entry.gid, **({'follow_symlinks': False} if entry.type == 'symlink' else {}))
        if entry.type != 'symlink':
            mode = entry.mode
            if entry.type == 'file' and mode & 0o6000:
                self.notes.add('Files that used to run with the rights of their owner do not do so any more.')
                mode &= 0o1777
            if not WINDOWS:
                os.chmod(place, mode)
        when = min(max(entry.mtime, -2147483648 * 10**9), 15032385535 * 10**9)
        if when != entry.mtime:
            self.notes.add('Some times are earlier or later than this disk can hold, and were set to the nearest it can.')
        if entry.type != 'symlink':
            os.utime(place, ns=(when, when))
        elif os.utime in os.supports_follow_symlinks:
            os.utime(place, ns=(when, when), follow_symlinks=False)
        if WINDOWS and entry.type == 'file' and not entry.mode & 0o200:
            os.chmod(place, stat.S_IREAD)


class NewFile:
    """A file on its way: it gets its name only when all of it is there and was compared."""

    def __init__(self, target, entry):
        self.target, self.entry, self.at = target, entry, 0
        self.temporary = target.temporary(entry.path)
        self.fd = os.open(self.temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, 'O_BINARY', 0), 0o600)

    def write(self, piece):
        if not self.entry.sparse:
            self.write_fully(piece)
            return
        for start in range(0, len(piece), 4096):
            block = piece[start:start + 4096]
            if block.count(0) != len(block):
                os.lseek(self.fd, self.at + start, os.SEEK_SET)
                self.write_fully(block)
        self.at += len(piece)

    def write_fully(self, data):
        data = memoryview(data)
        while data:
            data = data[os.write(self.fd, data):]

    def finish(self):
        if self.entry.sparse:
            os.ftruncate(self.fd, self.entry.size)
        fd, self.fd = self.fd, None
        os.close(fd)
        self.target.set_attributes(self.temporary, self.entry)
        self.target.put_in_place(self.temporary, self.target.place(self.entry.path))

    def drop(self):
        if self.fd is not None:
            os.close(self.fd)
        try:
            os.unlink(self.temporary)
        except OSError:
            pass


class Restore:
    """Gives the entries of one point back, in path order: files in batches, then links, and the folders' own times last."""

    def __init__(self, plan, target, report):
        self.plan, self.target, self.report = plan, target, report
        self.batch, self.pieces, self.waiting, self.names, self.linked = [], 0, 0, [], {}
        self.folders, self.symlinks = [], []
        self.files = self.bytes = self.there = 0

    def run(self, entries):
        for entry in entries:
            if isinstance(entry, Lost):
                tell_lost(self.report, entry)
            else:
                self.attempt(self.take, entry)
            if len(self.batch) >= BATCH_FILES or self.pieces >= BATCH_PIECES or self.waiting >= BATCH_BYTES:
                self.flush()
        self.flush()
        for entry in self.symlinks:
            self.attempt(self.make_symlink, entry)
        for entry in reversed(self.folders):
            self.attempt(lambda each: self.target.set_attributes(self.target.place(each.path), each), entry)

    def attempt(self, work, entry):
        try:
            work(entry)
        except Blocked as why:
            self.report.tell('NOT RESTORED', entry.path, str(why))
        except FileExistsError:
            self.report.tell('NOT RESTORED', entry.path, 'something else of this name is there, and nothing is ever replaced')
        except OSError as error:
            if error.errno in (errno.ENOSPC, getattr(errno, 'EDQUOT', errno.ENOSPC)):
                raise Refused('There is no more room in %s. What was restored so far is whole.' % shown(self.target.folder))
            self.report.tell('NOT RESTORED', entry.path, error.strerror or str(error))
        except (OverflowError, ValueError) as error:
            self.report.tell('NOT RESTORED', entry.path, str(error))

    def take(self, entry):
        if entry.type == 'gap':
            tell_gap(self.report, entry)
            return
        if not is_safe(entry.path):
            raise Blocked('its name would lead out of the folder')
        if entry.type == 'dir':
            if self.target.make_folder(entry.path):
                self.folders.append(entry)
            return
        self.target.make_folder(entry.path.rpartition(b'/')[0])
        if entry.type == 'symlink':
            self.symlinks.append(entry)
            return
        if entry.changed:
            self.target.notes.add('Some files changed while they were saved; they are as they were read last.')
        group = entry.link and (entry.link, entry.sha256, entry.size)
        if group and group in self.linked:
            self.names.append((group, entry))
            return
        if group:
            self.linked[group] = None
        self.batch.append(entry)
        self.pieces += len(entry.chunks)
        self.waiting += entry.size

    def flush(self):
        """Files first, then the further names of those that have several; one that cannot be linked becomes a file of its own."""
        batch, self.batch, self.pieces, self.waiting = self.batch, [], 0, 0
        self.write([entry for entry in batch if not self.is_there(entry)])
        names, self.names = self.names, []
        alone = []
        for group, entry in names:
            if self.is_there(entry):
                continue
            try:
                first = self.linked[group]
                if first is None:
                    raise OSError
                os.link(first, self.target.place(entry.path), **({} if WINDOWS else {'follow_symlinks': False}))
                self.count(entry)
            except FileExistsError:
                self.attempt(self.raise_taken, entry)
            except OSError:
                alone.append(entry)
        self.write(alone)

    def raise_taken(self, _):
        raise FileExistsError

    def is_there(self, entry):
        """Whether an earlier rescue has already given it back."""
        place = self.target.place(entry.path)
        try:
            there = os.lstat(place)
        except OSError:
            return False
        if not stat.S_ISREG(there.st_mode) or hash_file(place, entry.size) != entry.sha256:
            self.attempt(self.raise_taken, entry)
        else:
            self.there += 1
            self.remember(entry)
        return True

    def count(self, entry):
        self.files += 1
        self.bytes += entry.size
        self.remember(entry)

    def remember(self, entry):
        if entry.link:
            self.linked[(entry.link, entry.sha256, entry.size)] = self.target.place(entry.path)

    def write(self, entries):
        new = None
        try:
            for entry, piece, is_last, damage in self.plan.contents(entries):
                if damage:
                    new = new and new.drop()
                    self.report.tell('DAMAGED', entry.path, damage)
                    continue
                if entry.failed:
                    continue
                try:
                    new = new or NewFile(self.target, entry)
                    new.write(piece)
                    if is_last:
                        new.finish()
                        new = None
                        self.count(entry)
                except OSError as error:
                    entry.failed = True
                    new = new and new.drop()
                    self.attempt(self.raiser(error), entry)
                self.report.progress('%d files, %s' % (self.files, size_of(self.bytes)))
        finally:
            if new:
                new.drop()

    @staticmethod
    def raiser(error):
        def fail(_):
            raise error
        return fail

    def make_symlink(self, entry):
        place = self.target.place(entry.path)
        if WINDOWS:
            leads_to = entry.target.decode('utf-8', 'replace').replace('/', '\\')
            os.symlink(leads_to, place, target_is_directory=os.path.isdir(os.path.join(os.path.dirname(place), leads_to)))
        else:
            try:
                os.symlink(entry.target, place)
            except FileExistsError:
                if os.path.islink(place) and os.readlink(place) == entry.target:
                    self.there += 1
                    return
                raise
        self.files += 1
        self.target.set_attributes(place, entry)


def tell_lost(report, lost):
    report.tell('DAMAGED', lost.path, 'from here on the listing lacks %d entries: %s' % (lost.entries, lost.why))


def tell_gap(report, entry):
    hint = '; the newest point that has it is %s' % entry.last if entry.last else ''
    report.tell('GAP', entry.path, 'it was not saved: %s%s' % (GAPS[entry.code], hint))


# ------------------------------------------------------------------------------------------------------- what is asked


def choose_plan(vault, wanted):
    plans = [plan for plan in vault.plans if wanted is None or wanted in (plan.id, plan.name)]
    if len(plans) == 1:
        return plans[0]
    names = '\n'.join('  %s  %s  (computer %s)' % (plan.id, shown(plan.name), shown(plan.computer)) for plan in vault.plans)
    if not vault.plans:
        raise Refused('There is no plan in this vault.', USAGE)
    if not plans:
        raise Refused('There is no plan %s in this vault. There are:\n%s' % (shown(wanted), names), USAGE)
    raise Refused('There are several plans; say which by --plan and its first column:\n' + names, USAGE)


def choose_point(plan, wanted):
    """By set, the beginning of one, `latest`, or a local time."""
    points = plan.points
    if not points:
        raise Refused('There is no recovery point in the plan %s that can be read.' % shown(plan.name), DAMAGED if plan.lost else USAGE)
    if wanted == 'latest':
        if plan.lost:
            print('Note: of %d sets the seal cannot be read; one of them may be newer.' % len(plan.lost), file=sys.stderr)
        return points[-1]
    named = [point for point in points if point.name == wanted] or \
        [point for point in points if len(wanted) >= 4 and point.name.startswith(wanted)]
    if len(named) == 1:
        return named[0]
    lost = [each for each in plan.lost if each.name == wanted]
    if lost:
        raise Refused('Set %s cannot be read: %s.' % (wanted, lost[0].trouble), FAILED if lost[0].is_newer else DAMAGED)
    found = re.match(r'(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?\Z', wanted)
    if found:
        day, minute, second = found.groups()
        try:
            text = '%s %s%s' % (day, minute or '23:59', (second or ':59') if minute else ':59')
            until = datetime.datetime.strptime(text, '%Y-%m-%d %H:%M:%S').timestamp() + 1
        except (ValueError, OSError, OverflowError):
            until = 0
        earlier = [point for point in points if moment(point.seal.at) < until]
        if earlier:
            return earlier[-1]
    raise Refused('There is no recovery point %s.' % shown(wanted), USAGE)


def tree_path(plan, path):
    """A path as the listing spells it; the path it had on its computer is turned into that."""
    for source in plan.sources:
        root, label = source.get('path'), source.get('label')
        if is_text(root) and is_text(label):
            rest = path[len(root):]
            if path.startswith(root) and (rest == '' or rest[0] in '/\\' or root[-1:] in ('/', '\\')):
                return os.fsencode('/'.join([label] + [each for each in re.split(r'[/\\]' if '\\' in root else '/', rest) if each]))
    raw = os.fsencode(path)
    return (raw.replace(b'\\', b'/') if WINDOWS else raw).strip(b'/')


def selected_rows(rows, paths):
    """Those parts of the listing in which one of the paths can stand, with their places."""
    numbered = list(enumerate(rows))
    if not paths:
        return numbered
    kept = []
    for place, row in numbered:
        first = path_key(row[5])
        after = path_key(rows[place + 1][5]) if place + 1 < len(rows) else None
        for path in paths:
            key = path_key(path)
            if (after is None or after >= key) and (first <= key or is_within(row[5], path)):
                kept.append((place, row))
                break
    return kept


def selected_entries(plan, rows, paths, found):
    """Entries at or below the paths (all where there are none); notes in `found` which paths there were."""
    for entry in plan.entries(selected_rows(rows, paths)):
        if not paths or isinstance(entry, Lost):
            yield entry
            continue
        hits = [path for path in paths if is_within(entry.path, path)]
        found.update(hits)
        if hits:
            yield entry


def show_points(vault):
    print('Vault %s%s' % (shown(vault.path), '   (encrypted)' if vault.is_sealed else ''))
    for plan in vault.plans:
        print('\nPlan %s   (%s, computer %s)' % (shown(plan.name), plan.id, shown(plan.computer or 'unknown')))
        for point in plan.points:
            seal = point.seal
            gaps = '' if seal.outcome == 'complete' else '   incomplete, %d gaps' % seal.gaps
            line = (point.name, local_time(seal.at), seal.kind, seal.files, size_of(seal.bytes), gaps)
            print('  %-14s %s  %-12s %9d files %10s%s' % line)
        for each in plan.lost:
            print('  %-14s cannot be read: %s' % (each.name, each.trouble))
    if not vault.plans:
        print('There is nothing in it.')
    return DAMAGED if any(not each.is_newer for plan in vault.plans for each in plan.lost) else COMPLETE


def show_files(plan, point, paths, report):
    found = set()
    _, rows = plan.root(point)
    for entry in selected_entries(plan, rows, paths, found):
        if isinstance(entry, Lost):
            tell_lost(report, entry)
        elif entry.type == 'gap':
            tell_gap(report, entry)
        else:
            size = entry.size if entry.type == 'file' else 0
            leads_to = ' -> ' + shown(entry.target) if entry.type == 'symlink' else ''
            print('%-7s %14d %s%s' % (entry.type, size, shown(entry.path), leads_to))
    return unknown_paths(report, paths, found)


def unknown_paths(report, paths, found):
    for path in paths:
        if path not in found:
            report.tell('UNKNOWN', path, 'there is no such path in this point')
    return report.code


def restore(plan, point, paths, folder, vault, report):
    target = Target(folder, vault.path)
    _, rows = plan.root(point)
    print('Restoring %s as of %s (%s set %s)' % (shown(plan.name), local_time(point.seal.at), point.seal.kind, point.name))
    work, found = Restore(plan, target, report), set()
    began = time.monotonic()
    work.run(selected_entries(plan, rows, paths, found))
    report.clear()
    unknown_paths(report, paths, found)
    there = ', %d were there already' % work.there if work.there else ''
    print('%d files restored, %s, into %s%s (%.1f s)' % (
        work.files, size_of(work.bytes), shown(target.folder), there, time.monotonic() - began))
    for note in sorted(target.notes):
        print('Note: ' + note)
    for kind, count in sorted(report.counts.items()):
        print('%s: %d, named above' % (kind, count))
    return report.code


def verify(vault, plans, at, report):
    """Reads everything: seals, listings, every stored byte, and every content of the points asked for."""
    for name, why in vault.marker_troubles:
        report.tell('DAMAGED', name, why)
    for plan in plans:
        points = plan.points if at is None else [choose_point(plan, at)]
        for each in plan.lost if at is None else []:
            report.tell('NOT READ' if each.is_newer else 'DAMAGED', 'set ' + each.name, each.trouble)
        involved = {each.name: each for point in points for each in plan.chain_of(point)}
        for each in involved.values():
            verify_set(each, report)
        known = set()
        for point in points:
            verify_point(plan, point, known, report)
    report.clear()
    print('Everything is as it was saved.' if not report.counts else 'What is wrong is named above.')
    return report.code


def verify_set(each, report):
    for name, why in each.seal_troubles:
        report.tell('DAMAGED', 'set %s, %s' % (each.name, name), why)
    for path, why in each.manifests():
        if why:
            report.tell('DAMAGED', 'set %s, %s' % (each.name, os.path.basename(path)), why)
    for name, size, digest in each.seal.volumes:
        report.progress('%s/%s' % (each.name, name))
        why = each.sound(name, size, digest)[1]
        if why:
            report.tell('DAMAGED', 'set %s, %s' % (each.name, name), why)
    report.clear()
    for name, why, beside in each.mended:
        print('Mended: set %s, %s: %s, and %s beside it is good' % (each.name, name, why, beside))


def verify_point(plan, point, known, report):
    """Parts of a listing that another point has too are looked at once."""
    before = report.counts.get('DAMAGED', 0)
    parent = plan.chain_of(point)[1:2]
    if point.seal.parent and not parent:
        report.tell('DAMAGED', 'set ' + point.name, 'the set before it, %s, is missing or cannot be read' % point.seal.parent[0])
    elif parent and parent[0].seal.digest != point.seal.parent[1]:
        report.tell('DAMAGED', 'set ' + point.name, 'the set before it is not the one that it was made on')
    try:
        _, rows = plan.root(point)
    except Damage as damage:
        report.tell('DAMAGED', 'set ' + point.name, 'its listing cannot be read: %s' % damage)
        return
    batch, gaps, fresh = [], 0, []
    for place, row in enumerate(rows):
        # A file whose list of pieces goes on belongs to all parts that it stands in.
        is_joined = row[6] or (place + 1 < len(rows) and rows[place + 1][6])
        if is_joined or row[0] not in known:
            fresh.append((place, row))
    known.update(row[0] for row in rows)

    def look(files):
        for entry, _, _, damage in plan.contents(files):
            if damage:
                report.tell('DAMAGED', entry.path, '%s (point %s)' % (damage, point.name))
            report.progress('%s %s' % (point.name, shown(entry.path)[:60]))

    pieces = waiting = 0
    for entry in plan.entries(fresh):
        if isinstance(entry, Lost):
            tell_lost(report, entry)
        elif entry.type == 'gap':
            gaps += 1
        elif entry.type == 'file':
            batch.append(entry)
            pieces += len(entry.chunks)
            waiting += entry.size
        if len(batch) >= BATCH_FILES or pieces >= BATCH_PIECES or waiting >= BATCH_BYTES:
            look(batch)
            batch, pieces, waiting = [], 0, 0
    look(batch)
    report.clear()
    state = 'damaged' if report.counts.get('DAMAGED', 0) > before else 'good'
    print('%s  %s  %-12s %s' % (point.name, local_time(point.seal.at), point.seal.kind, state))


def arguments(argv):
    parser = argparse.ArgumentParser(
        prog='strongroom-rescue', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('vault', nargs='?', metavar='VAULT')
    parser.add_argument('--to', metavar='FOLDER', help='restore into this folder')
    parser.add_argument('--files', action='store_true', help='list the files of a point')
    parser.add_argument('--verify', action='store_true', help='read everything and say what is damaged')
    parser.add_argument('--plan', metavar='NAME', help='name or id of a plan')
    parser.add_argument('--at', metavar='POINT', help='a recovery point')
    parser.add_argument('--path', metavar='PATH', nargs='+', action='append', default=[], help='only these files and folders')
    parser.add_argument('--identity', metavar='FILE', help='a text file with the recovery key of an encrypted vault')
    parser.add_argument('--age', metavar='PROGRAM', help='the program age to use')
    parser.add_argument('--zstd', metavar='PROGRAM', help='the program zstd to use')
    parser.add_argument('--version', action='version', version='strongroom-rescue %d (format %d)' % (VERSION, FORMAT))
    given = parser.parse_args(argv)
    if sum(1 for each in (given.to, given.files, given.verify) if each) > 1:
        parser.error('only one of --to, --files and --verify')
    return given


def run(argv):
    given = arguments(argv)
    report = Report()
    path = given.vault or os.path.dirname(os.path.abspath(__file__))
    vault = Vault(os.path.abspath(path), find_decoder(given.zstd), given.age, given.identity)
    if given.verify:
        plans = vault.plans if given.plan is None else [choose_plan(vault, given.plan)]
        return verify(vault, plans if given.at is None else [choose_plan(vault, given.plan)], given.at, report)
    if not given.to and not given.files:
        return show_points(vault)
    plan = choose_plan(vault, given.plan)
    point = choose_point(plan, given.at or 'latest')
    paths = sorted({tree_path(plan, each) for group in given.path for each in group})
    try:
        if given.files:
            return show_files(plan, point, paths, report)
        return restore(plan, point, paths, given.to, vault, report)
    except Damage as damage:
        raise Refused('The listing of point %s cannot be read: %s. Other points may be whole.' % (point.name, damage), DAMAGED)


def main():
    if sys.version_info < (3, 8):
        sys.exit('This needs Python 3.8 or newer; this is %s.' % sys.version.split()[0])
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors='backslashreplace')
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
        return code
    except Refused as refused:
        print(refused, file=sys.stderr)
        return refused.code
    except KeyboardInterrupt:
        print('\nStopped. What was restored so far is whole.', file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


if __name__ == '__main__':
    sys.exit(main())
