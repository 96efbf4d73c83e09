/** The App Home. Times are written for Slack already, texts escaped. */
export interface HomeTexts {
  title: string;
  refresh: string;
  mine: string;
  noneMine: string;
  waiting(count: number): string;
  noneWaiting: string;
  more(count: number): string;
  ending: string;
  troubles: string;
  noTroubles: string;
  since(at: string): string;
  open: string;
  ackAll(count: number): string;
  ackAllTitle: string;
  ackAllText(count: number): string;
  ackAllConfirm: string;
  acked(done: number, of: number): string;
  empty: string;
  error: string;
}
