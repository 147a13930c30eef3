/**
 * All of them in one process, on one host and one browser: starting those takes longer than most of these files. Each
 * file also runs by itself: `node --import tsx --test test/e2e/list.ts`.
 */
import './badge.js';
import './list.js';
import './new-chat.js';
import './thread.js';
import './composer.js';
import './delivery.js';
import './connection.js';
import './tabs.js';
import './bad-host.js';
import './embedding.js';
import './appearance.js';
import './accessibility.js';
import './themes.js';
import './screenshots.js';
import './hostile-text.js';
import './languages.js';
import './extras.js';
import './server-rendering.js';
import './policies.js';
import './hazards.js';
