const named: Record<number, string> = {
  437: "cp437",
  850: "cp850",
  852: "cp852",
  866: "ibm866",
  874: "windows-874",
  932: "shift_jis",
  936: "gb18030",
  949: "euc-kr",
  950: "big5",
  1200: "utf-16le",
  10000: "macintosh",
  20127: "us-ascii",
  20866: "koi8-r",
  21866: "koi8-u",
  50220: "iso-2022-jp",
  51932: "euc-jp",
  54936: "gb18030",
  65000: "utf-7",
  65001: "utf-8",
};

/** A Windows code page's number to the name that mail has for it. */
export function charsetOfCodePage(codePage: number): string {
  if (codePage >= 1250 && codePage <= 1258) return `windows-${codePage}`;
  if (codePage >= 28591 && codePage <= 28606) return `iso-8859-${codePage - 28590}`;
  return named[codePage] ?? "windows-1252";
}

const byFont: Record<number, number> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

/** RTF's `\fcharset`: which code page a font's letters are written in; null: the document's. */
export function codePageOfFont(fontCharset: number): number | null {
  return byFont[fontCharset] ?? null;
}
