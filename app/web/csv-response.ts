import Papa from "papaparse";

/** A file for table programs: UTF-8 with a mark, so that Excel reads names as they are; formulas are disarmed. */
export function csvResponse(filename: string, rows: string[][]): Response {
  const csv = `\uFEFF${Papa.unparse(rows, { newline: "\r\n", escapeFormulae: true })}\r\n`;
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${filename}"`,
      "Cache-Control": "private, no-store",
    },
  });
}
