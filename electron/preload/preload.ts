import { contextBridge, ipcRenderer } from 'electron';
import type { ShellApi, ShellNews, ShellQuestion, TopicName } from '../contract/index.ts';

/** Named functions only; no event object and no channel ever reaches the page. What passes here is judged in main. */
const invoke = (channel: ShellQuestion, ...args: unknown[]) => ipcRenderer.invoke(channel, ...args);

/** Hears news until the function it gives is called. */
function listen(channel: ShellNews, seen: (value: never) => void): () => void {
  const listener = (_event: unknown, value: unknown) => seen(value as never);
  ipcRenderer.on(channel, listener);
  return () => void ipcRenderer.removeListener(channel, listener);
}

interface TopicMessage {
  readonly topic: TopicName;
  readonly revision: number;
  readonly value: never;
}

const api: ShellApi = {
  ask: (call, input) => invoke('strongroom:ask', call, input),
  watch: (topic, seen) => {
    let newest = 0;
    let isOver = false;
    const take = (message: TopicMessage | undefined) => {
      if (isOver || message?.topic !== topic || message.revision <= newest) return;
      newest = message.revision;
      seen(message.value, message.revision);
    };
    const end = listen('strongroom:topic', take);
    void invoke('strongroom:watch', topic).then(take);
    return () => {
      isOver = true;
      end();
    };
  },
  pickFolders: (language) => invoke('strongroom:pick-folders', language),
  pickFolder: (purpose, language) => invoke('strongroom:pick-folder', purpose, language),
  pickCredentials: (address, language) => invoke('strongroom:pick-credentials', address, language),
  offeredFolders: () => invoke('strongroom:offered-folders'),
  offeredPlaces: () => invoke('strongroom:offered-places'),
  pickZip: (language) => invoke('strongroom:pick-zip', language),
  openFolder: (path) => invoke('strongroom:open-folder', path),
  homeFolder: () => invoke('strongroom:home-folder'),
  saveText: (input) => invoke('strongroom:save-text', input),
  saveKit: (input) => invoke('strongroom:save-kit', input),
  readTextFile: (purpose, language) => invoke('strongroom:read-text-file', purpose, language),
  rememberedKeys: () => invoke('strongroom:remembered-keys'),
  unlockAndRemember: (input) => invoke('strongroom:unlock-and-remember', input),
  forgetKey: (vaultId) => invoke('strongroom:forget-key', vaultId),
  settings: () => invoke('strongroom:settings'),
  setSettings: (change) => invoke('strongroom:set-settings', change),
  onSettings: (seen) => listen('strongroom:settings-changed', seen),
  about: () => invoke('strongroom:about'),
  licences: () => invoke('strongroom:licences'),
  openGuide: (language) => invoke('strongroom:open-guide', language),
  onCommand: (seen) => {
    const end = listen('strongroom:command', seen);
    // What was wanted before the page was there to hear it.
    void invoke('strongroom:commands').then((waiting: Parameters<typeof seen>[0][]) => waiting.forEach(seen));
    return end;
  },
};

contextBridge.exposeInMainWorld('strongroom', api);
