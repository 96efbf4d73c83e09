import type { Lists } from '../rule.ts';
import { faultAt, type Place } from './fault.ts';
import { didYouMean } from './nearest.ts';

const placeholder = /(?<!\\)%([^%\s\\]+)%/;
const most = 10_000;

/**
 * The texts that a text with placeholders stands for; `\%` is a percent sign. Undefined, with a fault, when there is no
 * such list: a rule with an unfilled placeholder must not be loaded.
 */
export function expandText(text: string, lists: Lists, place: Place): string[] | undefined {
  const match = placeholder.exec(text);
  if (match === null) return [text.replaceAll('\\%', '%')];
  const [whole, name = ''] = match;
  const list = lists.get(name);
  if (list === undefined)
    return faultAt(place, `there is no list "${name}" for the placeholder ${whole}${didYouMean(name, lists.keys())}`);
  if (list.includes(null)) return faultAt(place, `the list "${name}" holds null, which is no value`);
  const before = text.slice(0, match.index).replaceAll('\\%', '%');
  const rests = expandText(text.slice(match.index + whole.length), lists, place);
  if (rests === undefined) return undefined;
  if (list.length * rests.length > most) return faultAt(place, `the placeholders stand for more than ${most} values`);
  return list.flatMap((item) => rests.map((rest) => `${before}${String(item)}${rest}`));
}
