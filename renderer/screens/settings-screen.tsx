import { useEffect, useRef } from 'react';
import { AboutPanel } from '../parts/settings/about-panel.tsx';
import { BehaviourPanel } from '../parts/settings/behaviour-panel.tsx';
import { ConfigPanel } from '../parts/settings/config-panel.tsx';
import { HolidaysPanel } from '../parts/settings/holidays-panel.tsx';
import { HelpPanel } from '../parts/settings/help-panel.tsx';
import { LimitsPanel } from '../parts/settings/limits-panel.tsx';
import { LookPanel } from '../parts/settings/look-panel.tsx';
import { NotifyPanel } from '../parts/settings/notify-panel.tsx';
import { PinPanel } from '../parts/settings/pin-panel.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { useSpeech } from '../state/language.ts';
import { useSettings } from '../state/settings.ts';
import { Page } from '../ui/page.tsx';

/** How the program behaves for this person; help; what runs here. `part`: what to show first. */
export function SettingsScreen({ part }: { part: 'about' | undefined }) {
  const { words } = useSpeech();
  const settings = useSettings();
  const about = useRef<HTMLDivElement>(null);
  const isReady = settings !== undefined;
  useEffect(() => {
    if (part === 'about' && isReady) about.current?.scrollIntoView();
  }, [part, isReady]);
  return (
    <Page title={words('window.preferences.title')} lead={words('window.preferences.lead')}>
      <ToldNow />
      {settings && (
        <>
          <LookPanel settings={settings} />
          <BehaviourPanel settings={settings} />
          <HolidaysPanel />
          <NotifyPanel />
          <LimitsPanel />
          <PinPanel />
          <ConfigPanel />
          <HelpPanel />
          <div ref={about}>
            <AboutPanel />
          </div>
        </>
      )}
    </Page>
  );
}
