const day = 86_400_000;

/** Writes every moment below `root` in the reader's zone, and fills the pickers that were given unix seconds. */
export function writeTimes(root) {
  for (const time of root.querySelectorAll('time[data-format]')) {
    const at = new Date(time.dateTime);
    const text = time.dataset.format.replace(/\{([a-z_]+)\}/g, (whole, token) => formatToken(token, at) ?? whole);
    if (time.textContent !== text) time.textContent = text;
    time.title = at.toLocaleString();
  }
  for (const input of root.querySelectorAll('input[data-unix]')) {
    if (input.dataset.unix !== '')
      input.setAttribute('value', toLocalInput(new Date(Number(input.dataset.unix) * 1000)));
  }
}

/** Slack's tokens, https://docs.slack.dev/messaging/formatting-message-text#date-formatting, and `moment`: the day only when it is not today. */
function formatToken(token, at) {
  const pretty = token.endsWith('_pretty') ? nearDay(at) : undefined;
  if (pretty !== undefined) return pretty;
  switch (token.replace('_pretty', '')) {
    case 'date_num':
      return toLocalInput(at).slice(0, 10);
    case 'date':
      return at.toLocaleDateString(undefined, { year: 'numeric', month: 'long', day: 'numeric' });
    case 'date_short':
      return at.toLocaleDateString(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
    case 'date_long':
    case 'day_divider':
      return at.toLocaleDateString(undefined, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
    case 'time':
      return at.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
    case 'time_secs':
      return at.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case 'ago':
      return ago(at);
    case 'moment':
      return moment(at);
    default:
      return undefined;
  }
}

function moment(at) {
  const time = formatToken('time', at);
  if (daysFromToday(at) === 0) return time;
  return `${at.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })}, ${time}`;
}

/** In the reader's language, such as `yesterday`; nothing for a day that is further away. */
function nearDay(at) {
  const days = daysFromToday(at);
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(days, 'day');
}

function daysFromToday(at) {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(at) - midnight(new Date())) / day);
}

function ago(at) {
  const minutes = Math.round((Date.now() - at.getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return relative.format(-minutes, 'minute');
  if (Math.abs(minutes) < 60 * 36) return relative.format(-Math.round(minutes / 60), 'hour');
  return relative.format(-Math.round(minutes / 60 / 24), 'day');
}

function toLocalInput(at) {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
