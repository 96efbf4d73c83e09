import { elementFields, type Fields, type Shape } from './block-kit-limits.ts';

/** Takes one reason and the JSON pointer of what it is about. */
export type Report = (reason: string, at: string) => void;

/** Reports where `value` is not as `shape` says, in Slack's own words. */
export function checkShape(value: unknown, shape: Shape, at: string, report: Report): void {
  switch (shape.is) {
    case 'string':
      return checkString(value, shape, at, report);
    case 'text':
      return checkText(value, shape, at, report);
    case 'number':
      return checkNumber(value, shape, at, report);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : report('must provide a boolean', at);
    case 'list':
      return checkList(value, shape, at, report);
    case 'object':
      return isRecord(value) ? checkFields(value, shape.fields, at, report) : report('must provide an object', at);
    case 'element':
      return checkElement(value, shape.types, at, report);
    case 'anything':
  }
}

/** Reports missing, wrong and unknown keys. */
export function checkFields(value: Record<string, unknown>, fields: Fields, at: string, report: Report): void {
  for (const [name, shape] of Object.entries(fields)) {
    if (value[name] !== undefined) checkShape(value[name], shape, `${at}/${name}`, report);
    else if (shape.needed) report(`missing required field: ${name}`, at);
  }
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name)) report(`invalid additional property: ${name}`, at);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkString(value: unknown, shape: Shape & { is: 'string' }, at: string, report: Report): void {
  if (typeof value !== 'string') return report('must provide a string', at);
  // Slack counts characters, not UTF-16 units.
  const length = Array.from(value).length;
  if (length < shape.min) report(`must be more than ${shape.min - 1} characters`, at);
  if (length > shape.max) report(`must be less than ${shape.max + 1} characters`, at);
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) report(`unsupported value: ${value}`, at);
  if (shape.pattern !== undefined && !shape.pattern.test(value)) report('must match the expected format', at);
}

function checkNumber(value: unknown, shape: Shape & { is: 'number' }, at: string, report: Report): void {
  if (typeof value !== 'number' || !Number.isInteger(value)) return report('must provide a number', at);
  if (value < shape.min) report(`must be greater than ${shape.min - 1}`, at);
  if (value > shape.max) report(`must be less than ${shape.max + 1}`, at);
}

function checkList(value: unknown, shape: Shape & { is: 'list' }, at: string, report: Report): void {
  if (!Array.isArray(value)) return report('must provide an array', at);
  if (value.length < shape.min) report(`no fewer than ${shape.min} items allowed`, at);
  if (value.length > shape.max) report(`no more than ${shape.max} items allowed`, at);
  for (const [index, item] of value.entries()) checkShape(item, shape.of, `${at}/${index}`, report);
}

function checkText(value: unknown, shape: Shape & { is: 'text' }, at: string, report: Report): void {
  const types = shape.only === undefined ? ['plain_text', 'mrkdwn'] : [shape.only];
  const text = knownElement(value, types, at, report);
  if (text === undefined) return;
  checkFields(text.fields, { ...text.known, text: { is: 'string', min: 1, max: shape.max, needed: true } }, at, report);
  const written = text.fields.text;
  if (typeof written === 'string' && written !== '' && written.trim() === '') {
    report('must be more than 0 characters', `${at}/text`);
  }
}

function checkElement(value: unknown, types: readonly string[], at: string, report: Report): void {
  const element = knownElement(value, types, at, report);
  if (element !== undefined) checkFields(element.fields, element.known, at, report);
}

function knownElement(value: unknown, types: readonly string[], at: string, report: Report) {
  if (!isRecord(value)) {
    report('must provide an object', at);
    return undefined;
  }
  const { type, ...fields } = value;
  const known = typeof type === 'string' && types.includes(type) ? elementFields[type] : undefined;
  if (known !== undefined) return { fields, known };
  reportType(type, at, report);
  return undefined;
}

/** Reports a `type` that is missing or not one of those that fit. */
export function reportType(type: unknown, at: string, report: Report): void {
  if (type === undefined) report('missing required field: type', at);
  else report(`unsupported type: ${typeof type === 'string' ? type : JSON.stringify(type)}`, `${at}/type`);
}
