import { plainText } from './format.js';
import type { EmailChannel, Message, Outside } from './types.js';
import { Undelivered } from './undelivered.js';

/** Sends by SMTP. Throws Undelivered. */
export async function sendEmail(channel: EmailChannel, message: Message, outside: Outside): Promise<void> {
  const { smtp, from, to, timeout } = channel;
  const { createTransport } = await driver();
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.tls === 'tls',
    requireTLS: smtp.tls === 'starttls',
    ignoreTLS: smtp.tls === 'none',
    ...(smtp.user === undefined ? {} : { auth: { user: smtp.user, pass: smtp.password ?? '' } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: [...to],
      subject: outside.hide(message.title),
      text: outside.hide(plainText(message)),
      // The same in each attempt, so that a mail server can tell a repetition.
      messageId: `<${message.id}.${message.status}@quern>`,
      headers: { 'X-Quern-Run': message.id, 'X-Quern-Status': message.status, 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    throw explained(error, smtp.host);
  } finally {
    transport.close();
  }
}

async function driver(): Promise<typeof import('./mail-driver.js')> {
  try {
    return await import('./mail-driver.js');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new Undelivered(
      "e-mail needs the package 'nodemailer', which is not installed: npm install nodemailer",
      false,
    );
  }
}

/** What a server refuses for good (5xx), a login that is wrong: no further attempt goes better. */
function explained(error: unknown, host: string): Undelivered {
  const { code, responseCode, message } = error as Error & { readonly code?: string; readonly responseCode?: number };
  const isFinal =
    responseCode === undefined ? ['EAUTH', 'EENVELOPE', 'ETLS'].includes(code ?? '') : responseCode >= 500;
  return new Undelivered(`${host}: ${message.split('\n')[0]}`, !isFinal);
}
