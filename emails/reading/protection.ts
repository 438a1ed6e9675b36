/** Inline OpenPGP (RFC 9580, the older way without MIME): a clear-signed text is opened, an encrypted one is said to be so. */
export function openPgp(text: string): { text: string; protection: null | "signed" | "encrypted" } {
  if (!text.includes("-----BEGIN PGP ")) return { text, protection: null };
  const signed = text.indexOf("-----BEGIN PGP SIGNED MESSAGE-----");
  if (signed >= 0) return { text: openSigned(text, signed), protection: "signed" };
  return { text, protection: /^-----BEGIN PGP MESSAGE-----$/m.test(text) ? "encrypted" : null };
}

function openSigned(text: string, start: number): string {
  const headersEnd = text.indexOf("\n\n", start);
  const signature = text.indexOf("\n-----BEGIN PGP SIGNATURE-----", start);
  if (headersEnd < 0 || signature < headersEnd) return text;
  const end = text.indexOf("-----END PGP SIGNATURE-----", signature);
  const after = end < 0 ? "" : text.slice(end + "-----END PGP SIGNATURE-----".length);
  const content = text.slice(headersEnd + 2, signature).replace(/^- /gm, "");
  return `${text.slice(0, start)}${content}\n${after}`;
}
