import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A web server that keeps what it gets; `answers` are given one after the other, the last one again and again. */
export async function webServer(
  ...answers: readonly (number | ((request: Received, response: ServerResponse) => void))[]
): Promise<{ readonly url: string; readonly received: Received[]; close(): Promise<void> }> {
  const received: Received[] = [];
  const server = createHttpServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const one = { method: request.method!, url: request.url!, headers: request.headers, body };
      received.push(one);
      const answer = answers[Math.min(received.length, answers.length) - 1] ?? 200;
      if (typeof answer === 'function') answer(one, response);
      else response.writeHead(answer).end(answer === 200 ? 'ok' : 'no, thank you');
    });
  });
  return { ...(await listening(server)), received };
}

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly login?: string;
}

/** A mail server that keeps what it gets. `reject`: what it says to a sender in place of 250. */
export async function mailServer(
  options: { readonly reject?: readonly string[]; readonly login?: string; readonly silent?: boolean } = {},
): Promise<{ readonly port: number; readonly mails: Mail[]; readonly attempts: () => number; close(): Promise<void> }> {
  const mails: Mail[] = [];
  let attempts = 0;
  const server = createServer((socket) => {
    if (options.silent) return;
    let [from, to, data, login] = [
      '',
      [] as string[],
      undefined as string | undefined,
      undefined as string | undefined,
    ];
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 mail.local');
    socket.on('error', () => {});
    socket.setEncoding('utf8').on('data', (text: string) => {
      rest += text;
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== undefined) {
          if (line === '.') {
            mails.push({ from, to, text: data, ...(login === undefined ? {} : { login }) });
            data = undefined;
            say('250 kept');
          } else data += `${line.replace(/^\./, '')}\n`;
          continue;
        }
        const [verb = ''] = line.toUpperCase().split(/[ :]/);
        if (verb === 'EHLO')
          for (const feature of ['250-mail.local', ...(options.login ? ['250-AUTH PLAIN'] : []), '250 8BITMIME'])
            say(feature);
        else if (verb === 'AUTH') {
          login = Buffer.from(line.split(' ')[2] ?? '', 'base64')
            .toString('utf8')
            .replaceAll('\0', ' ')
            .trim();
          say(login === options.login ? '235 welcome' : '535 wrong password');
        } else if (verb === 'MAIL') {
          const rejection = options.reject?.[attempts++];
          if (rejection) say(rejection);
          else {
            from = line.slice(10);
            say('250 ok');
          }
        } else if (verb === 'RCPT') {
          to = [...to, line.slice(8)];
          say('250 ok');
        } else if (verb === 'DATA') {
          data = '';
          say('354 go on');
        } else if (verb === 'QUIT') {
          say('221 bye');
          socket.end();
        } else say('250 ok');
      }
    });
  });
  const { port, close } = await listening(server);
  return { port, mails, attempts: () => attempts, close };
}

async function listening(
  server: Server,
): Promise<{ readonly url: string; readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<import('node:net').Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
