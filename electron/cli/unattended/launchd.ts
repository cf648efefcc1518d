import { join } from 'node:path';
import { type Arrangement, EVERY_MINUTES, nameOf, runDueOf, type Unattended } from './arrangement.ts';
import { escaped } from './xml.ts';

/** An agent of the user, which macOS starts at log-on and every few minutes; what went by while the computer slept is looked for when it wakes. */
export function launchdAgent(what: Unattended, userHome: string): Arrangement {
  const label = `app.strongroom.due.${nameOf(what.home)}`;
  const path = join(userHome, 'Library', 'LaunchAgents', `${label}.plist`);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    `  <key>Label</key><string>${escaped(label)}</string>`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...runDueOf(what).map((argument) => `    <string>${escaped(argument)}</string>`),
    '  </array>',
    `  <key>StartInterval</key><integer>${EVERY_MINUTES * 60}</integer>`,
    '  <key>RunAtLoad</key><true/>',
    '  <key>ProcessType</key><string>Background</string>',
    '</dict>',
    '</plist>',
    '',
  ];
  return {
    files: [{ path, content: lines.join('\n') }],
    install: [['launchctl', 'load', '-w', path]],
    remove: [['launchctl', 'unload', '-w', path]],
    status: ['launchctl', 'list', label],
  };
}
