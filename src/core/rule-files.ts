/** A file of the rules as it lies there; `path` is relative to their folder. */
interface RuleText {
  path: string;
  text: string;
}

/** Where the team's rules are kept: a folder, or a prefix of a bucket. */
export interface RuleFiles {
  /** For people: the folder's path, or `s3://bucket/prefix`. */
  place: string;
  /** How often to ask for the signature, in ms. */
  lookEveryMs: number;
  /** Another text after each change of a file; cheap. Rejects when the place cannot be read. */
  signature(): Promise<string>;
  /** Every YAML file, by path. Rejects when the place or one of the files cannot be read. */
  read(): Promise<RuleText[]>;
}
