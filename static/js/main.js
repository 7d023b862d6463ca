// Entry point: every module looks for its own markers and does nothing on pages without them. What only some pages need
// is fetched by those pages alone.
import { startCode } from "./code.js";
import { startCopy } from "./copy.js";
import { startFocus } from "./focus.js";
import { startForgetting } from "./forget.js";
import { startLeave } from "./leave.js";
import { startPrint } from "./print.js";

startFocus();
startCode();
startCopy();
startForgetting();
startLeave();
startPrint();
if (document.querySelector("form[data-upload]")) import("./upload.js").then(({ startUpload }) => startUpload());

const bar = document.querySelector("[data-draft-bar]");
if (bar) import("./drafts.js").then(({ startDrafts }) => startDrafts(bar));
if (document.querySelector("[data-only-with]")) import("./only.js").then(({ startOnly }) => startOnly());
