import type { Locale } from '../words.ts';
import {
  deepestQuery,
  longestQueryText,
  mostStars,
  mostTerms,
  type QueryError,
  type QueryProblem,
} from './query-error.ts';

/** What is wrong with a query and what to do, as plain text; it holds what was typed, so escape it where it is shown. */
export function queryErrorText(error: QueryError, locale: Locale): string {
  return locale === 'ja' ? inJapanese(error) : inEnglish(error);
}

const english: Record<QueryProblem, (found: string) => string> = {
  unknown_field: (found) => `There is no field "${found}". To look for it as text, put it in quotation marks.`,
  unknown_value: (found) => `"${found}" cannot stand here.`,
  wrong_comparison: (found) => `This field cannot be compared with ${found}.`,
  value_missing: () => 'A value is missing here.',
  not_a_number: (found) => `"${found}" is no whole number.`,
  not_a_time: (found) => `"${found}" is no age or date.`,
  needs_date: () => 'An age is a span of time: say whether it is more or less.',
  not_an_id: (found) => `"${found}" is no id of a case, nor the beginning of one.`,
  quote_open: () => 'This quotation mark is never closed.',
  bracket_open: () => 'This bracket is never closed.',
  bracket_alone: () => 'This bracket closes none that is open.',
  term_missing: () => 'Something to look for is missing here.',
  no_word: (found) => `"${found}" holds no letter or digit to look for.`,
  star_in_word: () => 'Words are found by their beginning; a * in front or in the middle works in fields: type:*ssh*',
  too_many_stars: () => `A value may have ${mostStars} * at most.`,
  stands_alone: () => 'This is about the whole query and cannot be part of a condition.',
  nobody_asks: () => 'Nobody asks here, so there is no "me".',
  too_long: () => `A query has ${longestQueryText} characters at most.`,
  too_many_terms: () => `A query has ${mostTerms} words and values at most.`,
  too_deep: () => `Brackets and negations go ${deepestQuery} deep at most.`,
};

const japanese: Record<QueryProblem, (found: string) => string> = {
  unknown_field: (found) => `「${found}」という項目はありません。文字列として探すには引用符で囲んでください。`,
  unknown_value: (found) => `ここに「${found}」は指定できません。`,
  wrong_comparison: (found) => `この項目は ${found} で比較できません。`,
  value_missing: () => 'ここに値が必要です。',
  not_a_number: (found) => `「${found}」は整数ではありません。`,
  not_a_time: (found) => `「${found}」は経過時間でも日付でもありません。`,
  needs_date: () => '経過時間は、それより長いか短いかで指定してください。',
  not_an_id: (found) => `「${found}」はケースの ID でも、その先頭でもありません。`,
  quote_open: () => 'この引用符が閉じられていません。',
  bracket_open: () => 'この括弧が閉じられていません。',
  bracket_alone: () => 'この括弧に対応する開き括弧がありません。',
  term_missing: () => 'ここに検索する語が必要です。',
  no_word: (found) => `「${found}」には検索できる文字や数字がありません。`,
  star_in_word: () => '語は先頭から一致します。先頭や途中の * は項目で使えます：type:*ssh*',
  too_many_stars: () => `1 つの値に使える * は ${mostStars} 個までです。`,
  stands_alone: () => 'これは検索全体の指定なので、条件の一部にはできません。',
  nobody_asks: () => 'ここには検索する人がいないため「me」は使えません。',
  too_long: () => `検索文は ${longestQueryText} 文字までです。`,
  too_many_terms: () => `語と値は合わせて ${mostTerms} 個までです。`,
  too_deep: () => `括弧と否定の入れ子は ${deepestQuery} 段までです。`,
};

function inEnglish({ because, found, nearest, expected }: QueryError): string {
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  const possible = expected.length === 0 ? '' : ` Possible: ${expected.join(', ')}`;
  return `${english[because](found)}${meant}${possible}`;
}

function inJapanese({ because, found, nearest, expected }: QueryError): string {
  const meant = nearest === undefined ? '' : `もしかして：${nearest} `;
  const possible = expected.length === 0 ? '' : `指定できるもの：${expected.join(', ')}`;
  return [japanese[because](found), `${meant}${possible}`.trim()].filter((part) => part !== '').join('');
}
