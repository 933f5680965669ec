// @ts-check
import { keepSayingWhetherAlive } from "./shared/alive.js";
import { keepMounted } from "./shared/mount.js";
import { keepTabsMarked } from "./shared/tabs.js";

keepMounted();
keepTabsMarked();
keepSayingWhetherAlive();
