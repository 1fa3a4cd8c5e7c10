import { spawn } from 'node:child_process';
import { webhookBody } from './format.js';
import type { CommandChannel, Message, Outside } from './types.js';
import { Undelivered } from './undelivered.js';

/** Runs a program with the message as JSON on its standard input, and its outline in the environment. Throws Undelivered. */
export async function runCommand(channel: CommandChannel, message: Message, outside: Outside): Promise<void> {
  const { command, timeout } = channel;
  const [program, ...args] = typeof command === 'string' ? [command] : command;
  const env = {
    ...outside.env,
    QUERN_RUN_ID: message.id,
    QUERN_RUN_STATUS: message.status,
    QUERN_RUN_TITLE: outside.hide(message.title),
  };
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program!, args, {
      cwd: outside.cwd,
      env,
      shell: typeof command === 'string',
      // A group of its own, so that what the command has started ends with it.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let late = false;
    const end = (): void => {
      try {
        process.kill(process.platform === 'win32' ? child.pid! : -child.pid!, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    };
    const timer = setTimeout(() => {
      late = true;
      end();
    }, timeout);
    outside.signal?.addEventListener('abort', end, { once: true });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000);
    });
    const done = (): void => {
      clearTimeout(timer);
      outside.signal?.removeEventListener('abort', end);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      done();
      reject(
        new Undelivered(`${program}: ${error.code === 'ENOENT' ? 'there is no such program' : error.message}`, false),
      );
    });
    child.on('close', (code, signal) => {
      done();
      if (code === 0) return resolve();
      const last = said.trim().split('\n').at(-1) ?? '';
      const how = late ? `did not end within ${timeout / 1000} seconds` : `ended with ${code ?? signal}`;
      reject(new Undelivered(`the command ${how}${last === '' ? '' : `: ${last}`}`, true));
    });
    // A command that does not read its input is none the worse for it.
    child.stdin.on('error', () => {});
    child.stdin.end(outside.hide(JSON.stringify(webhookBody(message))));
  });
}
