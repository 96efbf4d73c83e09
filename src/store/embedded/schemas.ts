/** Text is compared by its UTF-8 bytes (BINARY), which is also the order of DynamoDB's sort keys. */
const first = `
  create table items (
    pk text not null, sk text not null, v integer not null, body text not null,
    changes_pk text, changes_sk text, due_pk text, due_sk text, expires integer,
    primary key (pk, sk)
  ) strict;
  create index items_changes on items (changes_pk, changes_sk, pk, sk) where changes_pk is not null;
  create index items_due on items (due_pk, due_sk, pk, sk) where due_pk is not null;
  create index items_expires on items (expires) where expires is not null;

  -- spent = 1 from the last delivery on: such a message is dead as soon as its visibility time is over.
  create table messages (
    seq integer primary key, id text not null unique, queue text not null, body text not null,
    receives integer not null default 0, spent integer not null default 0,
    visible_at integer not null, receipt text
  ) strict;
  create index messages_visible on messages (queue, spent, visible_at, seq);
`;

/** Files so small that waiting for the disk once for each would take longer than writing them (0019). */
const smallFiles = `
  create table small_files (
    key text primary key, saved_at text not null, bytes blob not null
  ) strict;
`;

/** Each entry brings the file from the version before to its own (position + 1). Never edit one that was released. */
export const schemas = [first, smallFiles];
