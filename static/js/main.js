// Entry point: every module looks for its own markers and does nothing on pages without them.
import { startCopy } from "./copy.js";
import { startFocus } from "./focus.js";
import { startUpload } from "./upload.js";

startFocus();
startCopy();
startUpload();
