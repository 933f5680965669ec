// @ts-check
import { keepSayingWhetherAlive } from "./shared/alive.js";
import { keepMounted } from "./shared/mount.js";
import { keepPlotsOnPaper } from "./shared/print.js";
import { keepTabsMarked } from "./shared/tabs.js";

keepMounted();
keepPlotsOnPaper();
keepTabsMarked();
keepSayingWhetherAlive();
