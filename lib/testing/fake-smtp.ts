import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface FakeSmtp {
  port: number;
  /** Envelope and text of what came in, one entry a message. */
  mails: readonly { from: string; to: string[]; text: string }[];
}

/**
 * A mail server on loopback, until the test ends.
 *
 * @param answerTo says something else than "fine" to a command; null hangs
 */
export async function startFakeSmtp(
  answerTo: (command: string) => string | null | undefined = () => undefined,
): Promise<FakeSmtp> {
  const mails: { from: string; to: string[]; text: string }[] = [];
  const server = createServer((socket) => {
    let mail = { from: '', to: [] as string[], text: '' };
    let isText = false;
    let rest = '';
    socket.on('error', () => undefined);
    socket.setEncoding('utf8');
    socket.write('220 fake ESMTP\r\n');
    socket.on('data', (piece: string) => {
      const lines = (rest + piece).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (isText && line !== '.') {
          mail.text += `${line}\n`;
          continue;
        }
        const [command = ''] = line.toUpperCase().split(' ');
        const answer = answerTo(command);
        if (answer === null) return;
        if (isText) {
          isText = false;
          mails.push(mail);
          mail = { from: '', to: [], text: '' };
        }
        if (command === 'MAIL') mail.from = line;
        if (command === 'RCPT') mail.to.push(line);
        if (command === 'DATA') isText = answer === undefined;
        socket.write(`${answer ?? (command === 'DATA' ? '354 go on' : '250 fine')}\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, mails };
}
