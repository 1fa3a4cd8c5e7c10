// Kills this process (by KILL_SIGNAL, or for good) as the night's journal is written to: KILL_AT is `<n> before|after <text>`, the n-th line
// with that text.
const fs = require('node:fs');

const signal = process.env.KILL_SIGNAL ?? 'SIGKILL';

const [, nth, when, text] = /^(\d+) (before|after) (.*)$/.exec(process.env.KILL_AT ?? '') ?? [];
const write = fs.writeSync;
let seen = 0;
if (text !== undefined)
  fs.writeSync = (file, data, ...rest) => {
    const hit = typeof data === 'string' && data.startsWith('{"at"') && data.includes(text) && ++seen === Number(nth);
    if (hit && when === 'before') process.kill(process.pid, signal);
    const written = write(file, data, ...rest);
    if (hit) process.kill(process.pid, signal);
    return written;
  };
