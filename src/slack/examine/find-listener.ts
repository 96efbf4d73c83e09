import type { WebClient } from '@slack/web-api';
import { failureText, type SlackFinding } from './finding.ts';

/** Whether Socket Mode works, and how many others are connected with this app now. */
export interface SocketLook {
  finding: SlackFinding;
  others: number | undefined;
}

const badToken: Readonly<Record<string, string>> = {
  invalid_auth: 'make an app-level token with the scope connections:write (Basic Information) for SLACK_APP_TOKEN',
  not_allowed_token_type: 'SLACK_APP_TOKEN takes an app-level token (xapp-…) with the scope connections:write',
  missing_scope: 'the app-level token needs the scope connections:write',
  socket_mode_not_enabled: 'turn Socket Mode on for the app (or paste manifest.yml again)',
};

/** Opens one connection and closes it when Slack has said hello, before it could be given anything to do. Never rejects. */
export async function findListener(client: WebClient, appToken: string, withinMs: number): Promise<SocketLook> {
  const about = 'app token';
  try {
    const { url } = await client.apps.connections.open({ token: appToken });
    if (url === undefined) throw new Error('Slack gave no address to connect to');
    const connections = await hello(url, withinMs);
    const others = Math.max(0, connections - 1);
    const says = others === 0 ? 'Socket Mode answers' : `Socket Mode answers; Irene is connected (${others} times)`;
    return { finding: { about, state: 'ok', says }, others };
  } catch (error) {
    const says = failureText(error);
    const fix = badToken[says] ?? 'look whether wss:// to Slack can be reached from here (proxy, firewall)';
    return { finding: { about, state: 'wrong', says, fix }, others: undefined };
  }
}

/** How many connections the app has, this one included. */
function hello(url: string, withinMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const late = setTimeout(() => end(() => reject(new Error('Slack sent no hello'))), withinMs);
    function end(settle: () => void): void {
      clearTimeout(late);
      socket.close();
      settle();
    }
    socket.addEventListener('error', () => end(() => reject(new Error('the connection failed'))));
    socket.addEventListener('close', () => end(() => reject(new Error('Slack closed the connection'))));
    socket.addEventListener('message', ({ data }) => {
      const connections = connectionsIn(String(data));
      if (connections !== undefined) end(() => resolve(connections));
    });
  });
}

function connectionsIn(message: string): number | undefined {
  try {
    const { type, num_connections: count } = JSON.parse(message) as { type?: unknown; num_connections?: unknown };
    if (type !== 'hello') return undefined;
    return typeof count === 'number' ? count : 1;
  } catch {
    return undefined;
  }
}
