/** What text needs to know about the workspace around it: names for ids, and where links and images may lead. */
export interface Surroundings {
  userName(id: string): string | undefined;
  channelName(id: string): string | undefined;
  /** The handle of a user group, without `@`. */
  groupName(id: string): string | undefined;
  /** Where a click on this address leads, or undefined when it must stay text. */
  href(url: string): string | undefined;
  /** True when the page may load this picture by itself; others are shown as a link, so that no beacon is fetched. */
  showsImage(url: string): boolean;
  people: { id: string; name: string }[];
  channels: { id: string; name: string }[];
}
