/** Times are milliseconds since 1970 in UTC; raw files hold them as timestamps without a zone. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const parseDate = (text) => Date.parse(`${text}T00:00:00Z`);
export const formatDate = (time) => new Date(time).toISOString().slice(0, 10);
export const formatTimestamp = (time) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
/** The way an older system writes a date: 31/12/2025. */
export const formatDayFirst = (time) => formatDate(time).split('-').reverse().join('/');
export const startOfDay = (time) => Math.floor(time / DAY) * DAY;
/** 0 is Sunday. */
export const weekday = (time) => new Date(time).getUTCDay();
export const month = (time) => new Date(time).getUTCMonth() + 1;
