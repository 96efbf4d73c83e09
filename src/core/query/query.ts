/** Ways to order what is found. All but `newest` and `oldest` have the newest first among equals. */
export const sorts = ['newest', 'oldest', 'severity', 'count', 'relevance'] as const;
export type Sort = (typeof sorts)[number];

/** What is one value of a few or of many, compared as a whole. */
export type NameField =
  | 'severity'
  | 'status'
  | 'reason'
  | 'provider'
  | 'project'
  | 'source'
  | 'account'
  | 'region'
  | 'type'
  | 'label'
  | 'assignee'
  /** `assigned`, `escalated`. */
  | 'flag';

/** Texts in which words are looked for. `rest`: account, project, region, sources, labels and facts. */
export type TextColumn = 'title' | 'type' | 'resource' | 'people' | 'rest';

export type Comparison = ':' | '=' | '>' | '>=' | '<' | '<=';

/** An age, counted back from the moment of asking, or a span of time from `from` up to but without `to`; all in ms. */
export type Moment = { agoMs: number } | { from: number; to: number };

/** A condition on a case. All texts in it are folded (`foldText`). An empty `all` is always true, an empty `any` never. */
export type Condition =
  | { is: 'all' | 'any'; of: Condition[] }
  | { is: 'not'; of: Condition }
  | { is: 'name'; field: NameField; value: string }
  /** The whole value, with `*` for anything. */
  | { is: 'like'; field: NameField | 'title' | 'resource'; pattern: string }
  /** The words one after another in one text; `isPrefix`: the last one may go on. In any text without `column`. */
  | { is: 'words'; column?: TextColumn; words: string[]; isPrefix: boolean }
  | { is: 'id'; prefix: string }
  | { is: 'count'; by: Comparison; value: number }
  | { is: 'time'; field: 'seen' | 'opened'; by: Comparison; moment: Moment }
  | { is: 'silenced' }
  /** Assigned to whoever asks. */
  | { is: 'mine' };

/** What somebody asks for, read from one line of text. */
export interface Query {
  where: Condition;
  sort: Sort;
}

/** What a query is asked by: the moment, and the id of the person who asks (`slack:U0123`), where there is one. */
export interface Asking {
  now: Date;
  me?: string;
}
