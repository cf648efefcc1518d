import type { Verb } from '../command-spec.ts';
import { pinOf } from '../secrets.ts';

export const diskRename: Verb = async ({ words, engine }, { args: [wanted = '', disk = '', name = ''] }) => {
  const opened = await engine();
  const { id } = await opened.planShow(wanted);
  await opened.disks.rename({ plan: id, disk, name });
  return { document: await opened.planShow(id), exit: 0, quiet: [], lines: () => [words('disk.renamed', { name })] };
};

export const diskRemove: Verb = async (session, { args: [wanted = '', disk = ''], options }) => {
  const { words, engine } = session;
  const pin = pinOf(session, options);
  const opened = await engine();
  const { id, name } = await opened.planShow(wanted);
  await opened.disks.remove({ plan: id, disk, ...pin });
  return {
    document: await opened.planShow(id),
    exit: 0,
    quiet: [],
    lines: () => [words('disk.removed', { name: disk, plan: name })],
  };
};

export const diskEject: Verb = async ({ words, engine }, { args: [wanted = '', disk] }) => {
  const opened = await engine();
  const { id } = await opened.planShow(wanted);
  const ejected = await opened.disks.eject({ plan: id, ...(disk !== undefined && { disk }) });
  return { document: ejected, exit: 0, quiet: [], lines: () => [words('disk.ejected', { name: ejected.name })] };
};
