import { hider } from '../config/secrets.js';
import type { Invocation } from '../config/types.js';
import type { CliEvent } from './events.js';
import type { CliIo, OutputStream } from './io.js';
import { type LogRecord, reaches } from './records/record.js';
import { Translator } from './records/translate.js';
import { jsonLines } from './reporters/json.js';
import { LogFile } from './reporters/log-file.js';
import type { Reporter } from './reporters/reporter.js';
import { StreamReporter } from './reporters/stream.js';
import { TerminalReporter } from './reporters/terminal/reporter.js';
import { asciiSymbols, unicodeSymbols } from './reporters/terminal/symbols.js';
import { paintedMessage, plainLine, textLine } from './reporters/text.js';
import type { OutputSettings } from './settings.js';
import { createPaint, plainPaint, showsUnicode, wantsColors } from './text/style.js';
import { count } from './text/words.js';

const PIPE_COLUMNS = 120;

/** Where all events of a call arrive: the one reporter that the settings ask for, and the log file. */
export class Output {
  readonly #translator: Translator;
  #settings: OutputSettings;
  #reporter: Reporter;
  #held: CliEvent[] | undefined;
  /** That the call began, until something else is told. */
  #first: CliEvent | undefined;
  #log: LogFile | undefined;
  #hide: ((text: string) => string) | undefined;
  /** Records for a log file whose folder is not known yet. */
  #unlogged: LogRecord[] | undefined = [];

  constructor(
    private readonly io: CliIo,
    settings: OutputSettings,
    private readonly invocation: Pick<Invocation, 'invocationId'>,
    /** Standard output is for the result alone. */
    private readonly resultOnly: boolean,
  ) {
    this.#settings = settings;
    this.#translator = new Translator({
      now: io.now,
      printerWidth: settings.printerWidth,
      showsResources: settings.showsResources,
    });
    this.#reporter = this.#createReporter();
    this.#openLog();
  }

  get logPath(): string | null {
    return this.#log?.path ?? null;
  }

  /** Gives the log file a folder, if it has none. */
  logTo(folder: string): void {
    if (this.#settings.logFolder === null) this.#use({ ...this.#settings, logFolder: folder });
  }

  handle(event: CliEvent): void {
    // How a call is shown may be the project's to say.
    if (event.type === 'invocation-started') this.#first = event;
    else if (this.#first && !this.#held && event.type !== 'opening') this.#tellFirst();
    if (event === this.#first) return;
    if (this.#held) this.#held.push(event);
    else this.#tell(event);
  }

  /** Keeps events back until the project's own settings are known. A terminal that waits says so. */
  hold(): void {
    this.#held ??= this.#first ? [this.#first] : [];
    this.#first = undefined;
  }

  #tellFirst(): void {
    const first = this.#first;
    this.#first = undefined;
    if (first) this.#tell(first);
  }

  /** Tells what was held back; with the settings of the project, if it could be read. */
  release(settings?: OutputSettings): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    if (settings) this.#use(settings);
    for (const event of held) this.#tell(event);
  }

  close(): void {
    this.release();
    this.#reporter.close();
    this.#log?.close();
    this.#log = undefined;
  }

  #use(settings: OutputSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    this.#hide = hider(settings.secrets);
    this.#translator.options.printerWidth = settings.printerWidth;
    const shown = ['format', 'level', 'colors', 'print'] as const;
    if (shown.some((key) => before[key] !== settings[key])) {
      this.#reporter.close();
      this.#reporter = this.#createReporter();
    }
    this.#openLog();
  }

  #tell(event: CliEvent): void {
    const records = this.#translator.records(event);
    for (const record of records) this.#write(record);
    this.#reporter.handle(event, records);
    if (event.type === 'failed') this.#log?.flush();
  }

  #openLog(): void {
    const { logFolder, logFileMaxBytes, fileLevel } = this.#settings;
    if (this.#log || logFolder === null || fileLevel === 'none') return;
    try {
      this.#log = new LogFile(logFolder, logFileMaxBytes);
    } catch {
      // A folder that cannot be written is no reason not to run.
      this.#unlogged = undefined;
      return;
    }
    if (this.#settings.fileFormat === 'debug' || this.#settings.fileFormat === 'default') {
      this.#log.write(
        `\n\n${'='.repeat(30)} ${this.io.now().toISOString()} | ${this.invocation.invocationId} ${'='.repeat(30)}\n`,
      );
    }
    const earlier = this.#unlogged ?? [];
    this.#unlogged = undefined;
    for (const record of earlier) this.#write(record);
  }

  #write(record: LogRecord): void {
    if (!this.#log) {
      this.#unlogged?.push(record);
      return;
    }
    const { fileLevel, fileFormat, fileColors } = this.#settings;
    if (!reaches(record.level, fileLevel)) return;
    const options = { paint: createPaint(fileColors), width: PIPE_COLUMNS, detailed: fileFormat !== 'text' };
    const line =
      fileFormat === 'json'
        ? jsonLines(record, this.invocation.invocationId, this.io.pid)
        : fileColors
          ? textLine(record, options)
          : plainLine(record, { ...options, paint: plainPaint });
    const shown = this.io.hide?.(line) ?? line;
    this.#log.write(`${this.#hide?.(shown) ?? shown}\n`);
  }

  #createReporter(): Reporter {
    const { io } = this;
    const { format, level, colors, print, hints, warningLimit } = this.#settings;
    const messages: OutputStream = this.resultOnly && format !== 'json' ? io.stderr : io.stdout;
    const paint = createPaint(wantsColors(messages, io.env, colors));
    if (format === 'default' && level === 'info' && messages.isTTY && io.env.TERM !== 'dumb') {
      const symbols = showsUnicode(io.env, process.platform) ? unicodeSymbols : asciiSymbols;
      return new TerminalReporter({
        stream: messages,
        results: io.stdout,
        paint,
        symbols,
        now: io.now,
        hints,
        print,
        warningLimit,
      });
    }
    const width = messages.isTTY && messages.columns ? messages.columns - 1 : PIPE_COLUMNS;
    const line = (stream: OutputStream) => (text: string) => void stream.write(`${text}\n`);
    const text = { paint, width, detailed: format === 'debug' || level === 'debug' };
    return new StreamReporter({
      level,
      print,
      warningLimit,
      format: (record) => {
        if (format === 'json') return jsonLines(record, this.invocation.invocationId, io.pid);
        return record.isResult || record.isHeading ? paintedMessage(record, text) : textLine(record, text);
      },
      headings: format !== 'json',
      writeMessage: line(messages),
      writeResult: line(io.stdout),
      omitted: (code, n) =>
        format === 'json' ? undefined : `… and ${count(n, `more ${code} warning`)} (--show-all-deprecations shows all)`,
    });
  }
}
