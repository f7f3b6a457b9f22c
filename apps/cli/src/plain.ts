/** An answer in lines for people: a value a line, what is nested indented under its name. */
export const plain = (answer: object, indent = ''): string => Object.entries(answer).flatMap(([name, value]) => linesOf(name, value, indent)).join('\n');

const linesOf = (name: string, value: unknown, indent: string): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [`${indent}${name}: ${value === null ? 'none' : String(value as string | number | boolean)}`];
  if (!Array.isArray(value)) return [`${indent}${name}:`, ...nonEmpty(plain(value, `${indent}  `))];
  if (value.every((one) => typeof one !== 'object')) return [`${indent}${name}: ${value.length === 0 ? 'none' : value.join(', ')}`];
  return [`${indent}${name}:`, ...(value as object[]).map((one) => `${indent}  - ${plain(one, `${indent}    `).trimStart()}`)];
};

const nonEmpty = (text: string): readonly string[] => (text === '' ? [] : [text]);
