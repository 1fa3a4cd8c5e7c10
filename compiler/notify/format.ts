import type { Message, SlackChannel } from './types.js';

/** What a webhook gets. */
export function webhookBody({ lines, run, ...message }: Message): Readonly<Record<string, unknown>> {
  return { ...message, summary: lines, run };
}

const SIGNS = { success: ':white_check_mark:', warning: ':warning:', failure: ':x:' } as const;
/** Slack takes no longer texts in a block. */
const BLOCK = 2900;
const MOST_PROBLEMS = 20;

/** What Slack's incoming webhooks take, and what other services take that know that format. */
export function slackBody(message: Message, { channel, mention }: Pick<SlackChannel, 'channel' | 'mention'>) {
  const title = `${SIGNS[message.status]} ${escaped(message.title)}`;
  const called = message.status === 'failure' && mention ? `${mention} ` : '';
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text: cut(text, BLOCK) } });
  const problems = shownProblems(message).map(
    ({ severity, title: name, detail }) =>
      `${severity === 'error' ? ':red_circle:' : ':large_yellow_circle:'} *${escaped(name)}*${detail ? `\n${escaped(detail)}` : ''}`,
  );
  return {
    text: `${called}${title}`,
    ...(channel === undefined ? {} : { channel }),
    blocks: [
      section(`${called}*${title}*`),
      ...problems.map(section),
      ...(message.lines.length > 0 ? [section(message.lines.map(escaped).join('\n'))] : []),
    ],
  };
}

/** The three characters that Slack wants escaped. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An e-mail's text. */
export function plainText(message: Message): string {
  const problems = shownProblems(message).flatMap(({ severity, title, detail }) => [
    `${severity === 'error' ? 'ERROR  ' : 'WARNING'}  ${title}`,
    ...(detail === '' ? [] : detail.split('\n').map((line) => `         ${line}`)),
  ]);
  return [message.title, '', ...(problems.length > 0 ? [...problems, ''] : []), ...message.lines, ''].join('\n');
}

function shownProblems({ problems }: Message): Message['problems'] {
  if (problems.length <= MOST_PROBLEMS) return problems;
  const more = problems.length - MOST_PROBLEMS;
  const severity = problems.slice(MOST_PROBLEMS).some((problem) => problem.severity === 'error') ? 'error' : 'warning';
  return [...problems.slice(0, MOST_PROBLEMS), { severity, title: `and ${more} more`, detail: '' }];
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
