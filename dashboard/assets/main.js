// @ts-check
import { keepSayingWhetherAlive } from "./shared/alive.js";
import { keepMounted } from "./shared/mount.js";
import { keepPaperDated, keepPlotsOnPaper } from "./shared/print.js";
import { keepTabsMarked } from "./shared/tabs.js";

keepMounted();
keepPlotsOnPaper();
keepPaperDated();
keepTabsMarked();
keepSayingWhetherAlive();
