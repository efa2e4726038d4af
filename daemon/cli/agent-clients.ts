import { join } from 'node:path';

/** A program that runs agents: where it keeps its list of MCP servers, and how an entry looks there. */
export interface AgentClient {
  readonly title: string;
  readonly path: string;
  /** The object in that file that holds the servers. */
  readonly section: string;
  readonly entry: (command: string, args: readonly string[]) => object;
  /** What a person does for it to take effect. */
  readonly afterwards: string;
}

export type AgentClientName = 'claude' | 'claude-code' | 'cursor' | 'vscode' | 'zed';

type Env = Readonly<Record<string, string | undefined>>;

const plain = (command: string, args: readonly string[]): object => ({ command, args });
const typed = (command: string, args: readonly string[]): object => ({ type: 'stdio', command, args });

/** Every client that can be set up, as it stands on this computer. */
export function agentClients(
  env: Env,
  platform: NodeJS.Platform = process.platform,
): Readonly<Record<AgentClientName, AgentClient>> {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const settings =
    platform === 'win32'
      ? (env['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : env['XDG_CONFIG_HOME'] || join(home, '.config');
  const zed =
    platform === 'darwin'
      ? join(home, '.config', 'zed')
      : join(settings, platform === 'win32' ? 'Zed' : 'zed');
  return {
    claude: {
      title: 'Claude Desktop',
      path: join(settings, 'Claude', 'claude_desktop_config.json'),
      section: 'mcpServers',
      entry: plain,
      afterwards: 'Quit Claude Desktop and open it again.',
    },
    'claude-code': {
      title: 'Claude Code',
      path: join(home, '.claude.json'),
      section: 'mcpServers',
      entry: typed,
      afterwards: 'Start a new session; /mcp lists it.',
    },
    cursor: {
      title: 'Cursor',
      path: join(home, '.cursor', 'mcp.json'),
      section: 'mcpServers',
      entry: plain,
      afterwards: 'Switch it on in Cursor’s settings under MCP.',
    },
    vscode: {
      title: 'VS Code',
      path: join(settings, 'Code', 'User', 'mcp.json'),
      section: 'servers',
      entry: typed,
      afterwards: 'Start it from the list “MCP: List Servers”.',
    },
    zed: {
      title: 'Zed',
      path: join(zed, 'settings.json'),
      section: 'context_servers',
      entry: (command, args) => ({ source: 'custom', command, args, env: {} }),
      afterwards: 'It appears in the agent panel’s settings.',
    },
  };
}
