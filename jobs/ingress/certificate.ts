import { existsSync, type FSWatcher, readFileSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import { createSecureContext } from "node:tls";

import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";

/** PEM files: the certificate with its chain, and its key. */
export interface CertificateFiles {
  certificate: string;
  key: string;
}

/** Where the operator puts them (or links to what their ACME client keeps): `DATA_DIR/tls/certificate.pem` and `key.pem`. */
export function placedCertificate(): CertificateFiles | null {
  const [certificate, key] = ["certificate.pem", "key.pem"].map((name) =>
    join(config().dataDir, "tls", name),
  );
  if (certificate === undefined || key === undefined) return null;
  return existsSync(certificate) && existsSync(key) ? { certificate, key } : null;
}

export interface Certificate {
  cert: Buffer;
  key: Buffer;
}

/** @throws when the files cannot be read, or do not belong together */
export function readCertificate({ certificate, key }: CertificateFiles): Certificate {
  const read = { cert: readFileSync(certificate), key: readFileSync(key) };
  createSecureContext(read);
  return read;
}

/** A renewed certificate is used from the next connection on; a broken one is told of, and the old one stays. */
export function watchCertificate(files: CertificateFiles, renew: (read: Certificate) => void): () => void {
  const settle = 500;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    clearTimeout(timer);
    // Certificate and key are two files: both are there a moment after the first has changed.
    timer = setTimeout(() => {
      try {
        renew(readCertificate(files));
      } catch (error) {
        log.warn(
          { error: error instanceof Error ? error.message : "unknown" },
          "a certificate cannot be read",
        );
      }
    }, settle);
  };
  const folders = new Set([dirname(files.certificate), dirname(files.key)]);
  const watchers: FSWatcher[] = [...folders].map((folder) => watch(folder, { persistent: false }, look));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
