// Blocks with nothing in them but what a test is about.

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const long = (length: number) => 'x'.repeat(length);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const option = (value: string, text = value) => ({ text: plain(text), value });
export const button = (more: object = {}) => ({ type: 'button', text: plain('Ack'), ...more });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Why?'),
  element,
  ...more,
});
export const select = (more: object) => ({ type: 'static_select', ...more });
