// @ts-check
import { keepMounted } from "./shared/mount.js";
import { keepTabsMarked } from "./shared/tabs.js";

keepMounted();
keepTabsMarked();
