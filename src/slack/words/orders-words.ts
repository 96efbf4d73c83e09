import type { OrderProblem } from '#core/standing-order.ts';

type Unfit = Extract<OrderProblem, { unfit: unknown }>['unfit'];

/** The texts of silences and subscriptions. Arguments are already escaped for where they go. */
export interface OrdersWords {
  /** Why a query cannot stand. */
  unfit: Record<Unfit, string>;
  silence: {
    title: string;
    preview: string;
    create: string;
    back: string;
    query: string;
    queryHint: string;
    until: string;
    reason: string;
    reasonMissing: string;
    badEnd: string;
    /** Of the last 90 days. */
    /** `isMore`: there are more than `total`. */
    wouldHide(total: number, isMore: boolean): string;
    wouldHideNone: string;
    andMore(count: number): string;
    summary(query: string, until: string, reason: string): string;
    openOnes: string;
    given(by: string, query: string, until: string, reason: string): string;
    snoozed(count: number): string;
    end: string;
    ended(by: string, query: string): string;
    over(query: string): string;
    hid(count: number): string;
    hidNone: string;
    gone: string;
    notTold(channel: string): string;
    none: string;
    list: string;
    row(about: { query: string; until: string; since: string; by: string; reason: string }): string;
  };
  subscription: {
    which(query: string): string;
    noProject: string;
    wouldShow(total: number, isMore: boolean): string;
    wouldShowNone: string;
    confirm: string;
    notIn: string;
    given(by: string, query: string): string;
    none: string;
    noneAnywhere: string;
    list: string;
    everywhere: string;
    row(query: string, channel: string, by: string, since: string): string;
    remove: string;
    removed(query: string): string;
  };
}
