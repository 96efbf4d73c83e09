const circle = (fill: string) => `<circle cx="10" cy="10" r="8" fill="${fill}"/>`;
const square = (fill: string) => `<rect x="2.5" y="2.5" width="15" height="15" rx="3" fill="${fill}"/>`;
const diamond = (fill: string, r = 8) =>
  `<path d="M10 ${10 - r}L${10 + r} 10 10 ${10 + r} ${10 - r} 10Z" fill="${fill}"/>`;
const line = (d: string, stroke: string, width = 2) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const bell =
  '<path d="M10 2a5 5 0 0 0-5 5c0 5-2 6-2 7h14c0-1-2-2-2-7a5 5 0 0 0-5-5Z" fill="#f5b82e"/><path d="M8 15a2 2 0 0 0 4 0Z" fill="#d99a1b"/>';
const clock = `<circle cx="10" cy="11" r="7" fill="#fff" stroke="#7b8794" stroke-width="2"/>${line('M10 7v4l3 2', '#d64545', 1.6)}`;
const hourglass = `<path d="M5 2h10v3c0 3-3 4-3 5s3 2 3 5v3H5v-3c0-3 3-4 3-5S5 8 5 5Z" fill="#e3cfa4" stroke="#8d6e3f" stroke-width="1.4"/>`;
const padlock = (shackle: string) =>
  `${line(shackle, '#9aa5b1', 2)}<rect x="4" y="9" width="12" height="9" rx="2" fill="#f5b82e"/><circle cx="10" cy="13" r="1.5" fill="#8a6116"/>`;
const lens =
  '<rect x="2" y="5" width="16" height="12" rx="2.5" fill="#52606d"/><rect x="7" y="3" width="6" height="3" fill="#52606d"/><circle cx="10" cy="11" r="4" fill="#cbd2d9"/><circle cx="10" cy="11" r="2.2" fill="#323f4b"/>';
const arrow = (d: string) => `<rect x="2" y="2" width="16" height="16" rx="3" fill="#4a7fc1"/>${line(d, '#fff')}`;

/**
 * Drawings (inside a 20×20 box) for the emoji that a case card is read by. A machine without an emoji font, such as the
 * browser that takes the screenshots, would show empty boxes in their place.
 */
export const emojiArt: Record<string, string> = {
  '🔴': circle('#d92d3a'),
  '🟠': circle('#f0821e'),
  '🟡': circle('#f5c518'),
  '🟢': circle('#3fa34d'),
  '🔵': circle('#3b82d6'),
  '🟣': circle('#8e5bbf'),
  '🟤': circle('#8d5a3b'),
  '⚪': '<circle cx="10" cy="10" r="7.4" fill="#f4f6f8" stroke="#b3bcc6" stroke-width="1.2"/>',
  '⚫': circle('#2f3640'),
  '🟥': square('#d92d3a'),
  '🟧': square('#f0821e'),
  '🟨': square('#f5c518'),
  '🟩': square('#3fa34d'),
  '🟦': square('#3b82d6'),
  '⬜': '<rect x="3" y="3" width="14" height="14" rx="3" fill="#f4f6f8" stroke="#b3bcc6" stroke-width="1.2"/>',
  '⬛': square('#2f3640'),
  '🔶': diamond('#f0821e'),
  '🔷': diamond('#3b82d6'),
  '🔸': diamond('#f0821e', 5),
  '🔹': diamond('#3b82d6', 5),
  '✅': `${square('#3fa34d')}${line('M6 10.5l3 3 5.5-7', '#fff', 2.2)}`,
  '✔': line('M4 10.5l4 4L16 5', '#3fa34d', 2.6),
  '❌': line('M5 5l10 10M15 5L5 15', '#d92d3a', 2.8),
  '⛔': `${circle('#d92d3a')}<rect x="5" y="8.5" width="10" height="3" rx="1" fill="#fff"/>`,
  '🚫': `<circle cx="10" cy="10" r="7" fill="none" stroke="#d92d3a" stroke-width="2.4"/>${line('M5.2 5.2l9.6 9.6', '#d92d3a', 2.4)}`,
  '🛑': '<path d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7Z" fill="#d92d3a"/>',
  '⚠': `<path d="M10 2.2 18.6 17H1.4Z" fill="#f5c518" stroke="#b78a06" stroke-linejoin="round"/>${line('M10 7.5v4.5M10 14.6v.1', '#3b2f05', 1.8)}`,
  '🚨': `<path d="M5 14v-4a5 5 0 0 1 10 0v4Z" fill="#e5383b"/><rect x="3" y="14" width="14" height="3.4" rx="1" fill="#52606d"/>${line('M10 1.6v1.6M3.4 4l1.2 1.2M16.6 4l-1.2 1.2', '#f0821e', 1.6)}`,
  '❗': line('M10 3v9M10 16.4v.2', '#d92d3a', 3),
  '❓': line('M6.5 7a3.5 3.5 0 1 1 5 3.2c-1 .6-1.5 1-1.5 2.3M10 16.4v.2', '#d92d3a', 2.4),
  ℹ: `${square('#3b82d6')}${line('M10 9.5v4.5M10 6v.1', '#fff', 2.2)}`,
  '🔔': bell,
  '🔕': `${bell}${line('M3 3l14 14', '#d92d3a', 2.2)}`,
  '📟': '<rect x="2" y="4.5" width="16" height="11" rx="2.5" fill="#3e4c59"/><rect x="4.5" y="7" width="11" height="4" rx="1" fill="#b9e6c5"/><circle cx="6" cy="13.3" r="1" fill="#9aa5b1"/><circle cx="9" cy="13.3" r="1" fill="#9aa5b1"/>',
  '💤': `${line('M3 10h6l-6 7h6', '#3b82d6', 2)}${line('M11 3h5l-5 6h5', '#3b82d6', 1.8)}`,
  '⏰': `${clock}${line('M3.5 5.5 6 3.4M16.5 5.5 14 3.4', '#7b8794', 2)}`,
  '⏱': `${clock}${line('M8.5 2h3', '#7b8794', 2)}`,
  '🕒': clock,
  '⏳': hourglass,
  '⌛': hourglass,
  '👀': '<ellipse cx="6" cy="10" rx="4" ry="6" fill="#fff" stroke="#7b8794"/><ellipse cx="14" cy="10" rx="4" ry="6" fill="#fff" stroke="#7b8794"/><circle cx="7" cy="11" r="2" fill="#323f4b"/><circle cx="15" cy="11" r="2" fill="#323f4b"/>',
  '👤': '<circle cx="10" cy="7" r="4" fill="#6b7c93"/><path d="M2.5 18a7.5 7.5 0 0 1 15 0Z" fill="#6b7c93"/>',
  '🔥': '<path d="M10 1.5c.5 3.5 5.5 5 5.5 10.5a5.5 5.5 0 0 1-11 0c0-3 2-4 2.2-6.5 1.8 1 2.3 2.5 2.3 3.5 1-1.5 1.7-4 1-7.5Z" fill="#f0821e"/><path d="M10 10c.4 1.7 2.5 2.6 2.5 4.7a2.5 2.5 0 0 1-5 0c0-1.7 1.8-2.7 2.5-4.7Z" fill="#f5c518"/>',
  '🔒': padlock('M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9'),
  '🔓': padlock('M6.5 9V5.5a3.5 3.5 0 0 1 6.8-1'),
  '🛡': '<path d="M10 1.8 17 4v6c0 4-3 6.7-7 8.2C6 16.7 3 14 3 10V4Z" fill="#4a7fc1"/>',
  '🔍': `<circle cx="8.5" cy="8.5" r="5.2" fill="#dbe9f8" stroke="#52606d" stroke-width="1.8"/>${line('M12.6 12.6 17.5 17.5', '#52606d', 2.6)}`,
  '🔗': line('M8 12l4-4M9 6l1.5-1.5a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.5 3.5 0 0 1-5-5L6 9', '#7b8794', 1.9),
  '📷': lens,
  '📸': lens,
  '📝': `<rect x="3.5" y="2" width="12" height="16" rx="1.5" fill="#fff" stroke="#9aa5b1"/>${line('M6 6h7M6 9h7M6 12h4', '#9aa5b1', 1.3)}${line('M16.5 8.5 11 15.5', '#f0821e', 2)}`,
  '🔄': line('M4 8a6.5 6.5 0 0 1 11.5-2M16 12A6.5 6.5 0 0 1 4.5 14M15.7 2.5V6h-3.5M4.3 17.5V14h3.5', '#3b82d6', 1.9),
  '🔁': line(
    'M4 9V7.5A2.5 2.5 0 0 1 6.5 5H16M13 2l3 3-3 3M16 11v1.5a2.5 2.5 0 0 1-2.5 2.5H4M7 18l-3-3 3-3',
    '#3b82d6',
    1.9,
  ),
  '⬆': arrow('M10 14.5v-9M6.5 9 10 5.5 13.5 9'),
  '⬇': arrow('M10 5.5v9M6.5 11l3.5 3.5 3.5-3.5'),
  '➡': arrow('M5.5 10h9M11 6.5l3.5 3.5-3.5 3.5'),
};
