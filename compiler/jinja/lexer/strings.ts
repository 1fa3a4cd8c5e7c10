const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\n', ''],
]);

const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{0,2})|u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|N(\{[^}]*\})?|([\s\S]))/g;

/** Python's string escapes; what is none stays as it is. `problem.message` tells of a malformed one. */
export function unescapeString(text: string, problem: { message: string }): string {
  const fail = (message: string) => {
    problem.message ||= message;
    return '';
  };
  return text.replace(ESCAPE, (whole, octal, two, four, eight, name, other) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (two !== undefined) return two.length === 2 ? codePoint(two, fail) : fail('truncated \\xXX escape');
    if (four !== undefined) return four.length === 4 ? codePoint(four, fail) : fail('truncated \\uXXXX escape');
    if (eight !== undefined) return eight.length === 8 ? codePoint(eight, fail) : fail('truncated \\UXXXXXXXX escape');
    if (whole.startsWith('\\N'))
      return fail(name ? 'unknown Unicode character name' : 'malformed \\N character escape');
    return SIMPLE.get(other) ?? whole;
  });
}

function codePoint(digits: string, fail: (message: string) => string): string {
  const code = Number.parseInt(digits, 16);
  return code > 0x10ffff ? fail('illegal Unicode character') : String.fromCodePoint(code);
}
