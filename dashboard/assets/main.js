// @ts-check
import { keepSayingWhetherAlive } from "./shared/alive.js";
import { keepMounted } from "./shared/mount.js";
import { showRecordLine } from "./shared/record_line.js";
import { keepTabsMarked } from "./shared/tabs.js";

keepMounted();
keepTabsMarked();
showRecordLine();
keepSayingWhetherAlive();
