import { runCommand } from './command.js';
import { sendEmail } from './email.js';
import { slackBody, webhookBody } from './format.js';
import { sendJson } from './http.js';
import type { BrokenChannel, Channel, Delivery, Message, Occasion, Outside } from './types.js';
import { Undelivered } from './undelivered.js';

/** Whether a channel is told of a message: `summary` is told of every run. */
export function isTold({ when }: { readonly when: readonly Occasion[] }, status: Message['status']): boolean {
  return when.includes('summary') || (status !== 'success' && when.includes(status));
}

/** Brings a message to a channel, with further attempts where these may go better. A channel that can't be reached is an answer. */
export async function deliver(channel: Channel | BrokenChannel, message: Message, outside: Outside): Promise<Delivery> {
  const { name, type } = channel;
  if ('broken' in channel) return { channel: name, type, ok: false, attempts: 0, reason: outside.hide(channel.broken) };
  for (let attempts = 1; ; attempts++) {
    try {
      await send(channel, message, outside);
      return { channel: name, type, ok: true, attempts };
    } catch (error) {
      const known = error instanceof Undelivered ? error : new Undelivered((error as Error).message, false);
      const reason = outside.hide(known.message);
      if (!known.passes || attempts > channel.retries || outside.signal?.aborted)
        return { channel: name, type, ok: false, attempts, reason };
      await pause(known.wait ?? channel.retryDelay * attempts, outside.signal);
    }
  }
}

function send(channel: Channel, message: Message, outside: Outside): Promise<void> {
  switch (channel.type) {
    case 'webhook':
      return sendJson(channel, webhookBody(message), outside);
    case 'slack':
      return sendJson({ ...channel, method: 'POST', headers: {} }, slackBody(message, channel), outside);
    case 'email':
      return sendEmail(channel, message, outside);
    case 'command':
      return runCommand(channel, message, outside);
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
