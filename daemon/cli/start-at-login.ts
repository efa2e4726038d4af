import { join } from 'node:path';

type Line = readonly [program: string, ...words: string[]];
type Env = Readonly<Record<string, string | undefined>>;

/** How one system starts a program when its owner logs in: a file, and what is run to begin and to end. */
export interface ServiceFile {
  readonly path: string;
  readonly content: string;
  readonly start: readonly Line[];
  readonly stop: readonly Line[];
}

const NAME = 'pagekeep';
const LABEL = 'app.pagekeep';

const MAKERS: Readonly<Record<string, (command: readonly string[], env: Env) => ServiceFile>> = {
  linux: systemd,
  macos: launchd,
  windows: task,
};
/** As Node names them. */
const PLATFORMS: Readonly<Record<string, string>> = { darwin: 'macos', win32: 'windows' };

export const SERVICE_SYSTEMS = Object.keys(MAKERS);

/** The service of a system, named as here or as Node does; null where there is none for it. */
export function serviceFor(system: string, command: readonly string[], env: Env): ServiceFile | null {
  const name = PLATFORMS[system] ?? system;
  return Object.hasOwn(MAKERS, name) ? (MAKERS[name]?.(command, env) ?? null) : null;
}

function homeOf(env: Env): string {
  return env['HOME'] ?? env['USERPROFILE'] ?? '';
}

/** systemd.service(5): `%` and `$` are its own, and a word in double quotes escapes like C. */
function systemd(command: readonly string[], env: Env): ServiceFile {
  const words = command.map(
    (word) => `"${word.replaceAll(/[\\"]/g, '\\$&').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`,
  );
  const unit = `${NAME}.service`;
  return {
    path: join(env['XDG_CONFIG_HOME'] || join(homeOf(env), '.config'), 'systemd', 'user', unit),
    content: `[Unit]
Description=Pagekeep, a memory of web pages
After=network.target

[Service]
ExecStart=${words.join(' ')}
Restart=on-failure
RestartSec=5
UMask=0077
NoNewPrivileges=true

[Install]
WantedBy=default.target
`,
    start: [
      ['systemctl', '--user', 'daemon-reload'],
      ['systemctl', '--user', 'enable', '--now', unit],
    ],
    stop: [['systemctl', '--user', 'disable', '--now', unit]],
  };
}

function launchd(command: readonly string[], env: Env): ServiceFile {
  const path = join(homeOf(env), 'Library', 'LaunchAgents', `${LABEL}.plist`);
  return {
    path,
    content: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>${LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    <string>${xml(word)}</string>`).join('\n')}
  </array>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>Umask</key><integer>63</integer>
</dict>
</plist>
`,
    start: [['launchctl', 'load', '-w', path]],
    stop: [['launchctl', 'unload', '-w', path]],
  };
}

function task([program = '', ...words]: readonly string[], env: Env): ServiceFile {
  const path = join(env['LOCALAPPDATA'] ?? homeOf(env), NAME, `${NAME}-task.xml`);
  const typed = words.map((word) => (/^[\w.:\\/-]+$/.test(word) ? word : `"${word}"`)).join(' ');
  return {
    path,
    content: `<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
  </Settings>
  <Actions><Exec><Command>${xml(program)}</Command><Arguments>${xml(typed)}</Arguments></Exec></Actions>
</Task>
`,
    start: [
      ['schtasks', '/Create', '/F', '/TN', NAME, '/XML', path],
      ['schtasks', '/Run', '/TN', NAME],
    ],
    stop: [
      ['schtasks', '/End', '/TN', NAME],
      ['schtasks', '/Delete', '/F', '/TN', NAME],
    ],
  };
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
