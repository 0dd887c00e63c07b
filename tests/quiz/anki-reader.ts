// Readers of the exported files, written from the documents of those who read them: Anki's manual ("Importing > Text Files"), RFC 4180.

/** Fields separated by one character; a field in double quotes may hold anything, a double quote written twice. */
export function records(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  let i = 0;
  while (i < text.length) {
    let field = '';
    if (text[i] === '"') {
      for (i += 1; text[i] !== '"' || text[i + 1] === '"'; i += text[i] === '"' ? 2 : 1) {
        if (i >= text.length) throw new Error('a quoted field does not end');
        field += text[i];
      }
      i += 1;
    } else while (i < text.length && text[i] !== separator && text[i] !== '\n' && text[i] !== '\r') field += text[i++];
    rows.at(-1)!.push(field);
    if (text[i] === separator) {
      i += 1;
      if (i === text.length) rows.at(-1)!.push('');
    } else if (i < text.length) {
      i += text[i] === '\r' ? 2 : 1;
      if (i < text.length) rows.push([]);
    }
  }
  return rows;
}

/** As Anki reads it: "#key:value" lines at the top are headers, a record that begins with # is a comment, tags are parted by blanks. */
export function readByAnki(text: string) {
  const lines = text.split('\n');
  const headers: Record<string, string> = {};
  while (lines[0]?.startsWith('#')) {
    const [, key, value] = /^#([^:]+):(.*)$/.exec(lines.shift()!)!;
    headers[key!] = value!;
  }
  const separator = { tab: '\t', comma: ',', semicolon: ';' }[headers['separator']!.toLowerCase()]!;
  const special = { guid: Number(headers['guid column']) - 1, tags: Number(headers['tags column']) - 1 };
  const lasting = records(lines.join('\n'), separator).filter(([first]) => !first?.startsWith('#'));
  const notes = lasting.map((fields) => ({
    guid: fields[special.guid]!,
    tags: fields[special.tags]!.split(/\s+/).filter((one) => one !== ''),
    fields: fields.filter((_, i) => i !== special.guid && i !== special.tags),
  }));
  return { headers, notes };
}
