export interface Symbols {
  readonly pass: string;
  readonly fail: string;
  readonly warn: string;
  readonly skip: string;
  readonly dot: string;
  readonly barDone: string;
  readonly barLeft: string;
  readonly spinner: readonly string[];
}

export const unicodeSymbols: Symbols = {
  pass: '✓',
  fail: '✗',
  warn: '!',
  skip: '-',
  dot: '·',
  barDone: '━',
  barLeft: '─',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

export const asciiSymbols: Symbols = {
  pass: '+',
  fail: 'x',
  warn: '!',
  skip: '-',
  dot: '-',
  barDone: '#',
  barLeft: '.',
  spinner: ['|', '/', '-', '\\'],
};
