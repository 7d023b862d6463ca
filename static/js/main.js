// Entry point: every module looks for its own markers and does nothing on pages without them.
import { startCode } from "./code.js";
import { startCopy } from "./copy.js";
import { startFocus } from "./focus.js";
import { startPrint } from "./print.js";
import { startUpload } from "./upload.js";

startFocus();
startCode();
startCopy();
startPrint();
startUpload();
