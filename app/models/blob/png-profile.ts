import { crc32, deflateSync } from "node:zlib";

const SIGNATURE_AND_HEADER = 8 + 25;

/** A PNG that says how its colours are meant (iCCP, W3C PNG 11.3.2.3): what a decoder gave as bare pixels. */
export function withColourProfile(png: Buffer, profile: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from("iCCPprofile\0\0", "latin1"), deflateSync(profile)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.byteLength - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(content));
  return Buffer.concat([
    png.subarray(0, SIGNATURE_AND_HEADER),
    length,
    content,
    check,
    png.subarray(SIGNATURE_AND_HEADER),
  ]);
}
