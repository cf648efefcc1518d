import { contextBridge, ipcRenderer } from 'electron';
import type { ShellApi, ShellChannel, TopicName } from '../contract/index.ts';

/** Named functions only; no event object and no channel ever reaches the page. What passes here is judged in main. */
const invoke = (channel: Exclude<ShellChannel, 'strongroom:topic'>, ...args: unknown[]) =>
  ipcRenderer.invoke(channel, ...args);
const TOPIC: Extract<ShellChannel, 'strongroom:topic'> = 'strongroom:topic';

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
    const listener = (_event: unknown, message: TopicMessage) => take(message);
    ipcRenderer.on(TOPIC, listener);
    void invoke('strongroom:watch', topic).then(take);
    return () => {
      isOver = true;
      ipcRenderer.removeListener(TOPIC, listener);
    };
  },
  pickFolders: (language) => invoke('strongroom:pick-folders', language),
  pickFolder: (purpose, language) => invoke('strongroom:pick-folder', purpose, language),
  offeredFolders: () => invoke('strongroom:offered-folders'),
  offeredPlaces: () => invoke('strongroom:offered-places'),
  openFolder: (path) => invoke('strongroom:open-folder', path),
};

contextBridge.exposeInMainWorld('strongroom', api);
