// Packs what comes in as zstd, at the level that is given: Node can do what Python of our version cannot.

import { readFileSync } from "node:fs";
import { constants, zstdCompressSync } from "node:zlib";

/** Looks back over 16 MB: more than there is, and no more than every decoder can. */
const params = {
  [constants.ZSTD_c_compressionLevel]: Number(process.argv[2]),
  [constants.ZSTD_c_windowLog]: 24,
};
process.stdout.write(zstdCompressSync(readFileSync(0), { params }));
