import type * as hub from "../shared/hub.js";

export type Form = hub.ProtocolFormAnswer;
export type Field = hub.FieldJson;
export type Checked = hub.CheckedProtocolAnswer;
export type Versions = hub.ProtocolVersionsAnswer;
export type Version = hub.VersionJson;
export type Classes = hub.ClassesAnswer;
export type Mistake = hub.MistakeJson;
export type Preview = hub.PreviewAnswer;
export type Previewed = hub.PreviewedJson;

/** A protocol as keys and values, the way a file has them. */
export type Document = Record<string, unknown>;

/** What stands in the inputs of the form: by path, two for a pair; in a level by the last part. */
export interface Typed {
  values: Record<string, string>;
  flags: Record<string, boolean>;
  levels: Record<string, string>[];
}
