import { DiagnosticList } from '../../base/diagnostics.js';
import { environment } from '../../config/dotenv.js';
import type { ProjectConfig } from '../../config/types.js';
import type { BrokenChannel, Channel, Delivery, Message, Outside } from '../../notify/types.js';
import { type Operations, readOperations } from '../../project/operations.js';
import type { CommandContext } from '../define-command.js';

export interface Operating {
  readonly operations: Operations;
  readonly channels: readonly (Channel | BrokenChannel)[];
}

/** quern.yml of a project, and its channels. Throws a QuernError with all that is written wrong; tells of channels that can't be used. */
export async function openOperations(
  config: ProjectConfig,
  { emit }: CommandContext,
  more: (operations: Operations, sink: DiagnosticList) => void | Promise<void> = () => {},
): Promise<Operating> {
  const { readChannels, brokenChannel } = await import('../../notify/index.js');
  const sink = new DiagnosticList();
  const operations = readOperations(config, sink);
  const written = operations.of('notifications');
  const channels = readChannels(written && { ...written, render: operations.render }, sink);
  await more(operations, sink);
  sink.throwIfErrors();
  const broken = channels.flatMap((channel) =>
    'broken' in channel ? brokenChannel({ channel: channel.name, reason: channel.broken }) : [],
  );
  for (const diagnostic of [...sink.all, ...broken]) emit({ type: 'diagnostic', diagnostic });
  return { operations, channels };
}

/**
 * Brings a message to those of the channels that are `wanted`, at once. What could not be delivered is told here, and to the other
 * channels that take warnings: who relies on a channel should know that it is silent.
 */
export async function sendAll(
  channels: readonly (Channel | BrokenChannel)[],
  wanted: (channel: Channel | BrokenChannel) => boolean,
  message: Message,
  { io, invocation, emit, signal }: CommandContext,
  delivered: (delivery: Delivery) => void = () => {},
): Promise<readonly Delivery[]> {
  const { deliver, unreachable } = await import('../../notify/index.js');
  const outside: Outside = {
    env: environment(invocation.cwd, io.env),
    cwd: invocation.cwd,
    hide: io.hide ?? ((text) => text),
    // Who interrupts a night does not interrupt the news of it.
    ...(signal.aborted ? {} : { signal }),
  };
  const deliveries = await Promise.all(
    channels.filter(wanted).map(async (channel) => {
      const delivery = await deliver(channel, message, outside);
      delivered(delivery);
      return delivery;
    }),
  );
  const lost = deliveries.filter(({ ok }) => !ok);
  for (const { channel, reason = '', attempts } of lost)
    emit({ type: 'diagnostic', diagnostic: unreachable({ channel, reason, attempts }) });
  const others = channels.filter(
    ({ name, when }) => when.includes('warning') && !lost.some(({ channel }) => channel === name),
  );
  if (lost.length > 0) await Promise.all(others.map((channel) => deliver(channel, aboutLost(message, lost), outside)));
  return deliveries;
}

function aboutLost(message: Message, lost: readonly Delivery[]): Message {
  const names = lost.map(({ channel }) => channel).join(', ');
  return {
    ...message,
    id: `${message.id}.lost`,
    status: 'warning',
    title: `${message.project} (${message.target}): not everybody could be told: ${names}`,
    lines: [message.title],
    problems: lost.map(({ channel, reason = '' }) => ({
      severity: 'warning',
      title: `Notification ${channel} could not be delivered`,
      detail: reason,
    })),
  };
}
