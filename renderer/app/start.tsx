import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followCommands } from '../state/commands.ts';
import { followLanguage } from '../state/language.ts';
import { lookForRemembered } from '../state/remembered.ts';
import { followSettings } from '../state/settings.ts';
import { watchTopics } from '../state/topics.ts';
import { Frame } from './frame.tsx';

// The content security policy admits only style elements that carry the nonce of this load.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.nonce ?? '';
const styles = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const place = document.getElementById('root');
if (!place) throw new Error('start: no place in the page');
followLanguage();
followSettings();
followCommands();
void lookForRemembered();
watchTopics();
createRoot(place).render(
  <StrictMode>
    <RendererProvider renderer={styles} targetDocument={document}>
      <Frame />
    </RendererProvider>
  </StrictMode>,
);
