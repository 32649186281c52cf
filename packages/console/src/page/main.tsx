import { render } from 'preact';
import { startClock } from './data/clock.js';
import { followVisibility } from './data/live.js';
import { loadSession } from './data/load-session.js';
import { followVirtualTime } from './data/virtual-time.js';
import { App } from './shell/app.js';
import { followKeys } from './shell/keys.js';
import { preloadPage } from './shell/pages.js';
import { followTheme } from './shell/theme.js';

const root = document.getElementById('app');
if (root) {
  followTheme(document);
  followKeys(document);
  followVisibility(document);
  startClock(document);
  followVirtualTime();
  // While the session is asked for.
  preloadPage(location.pathname);
  void loadSession();
  render(<App />, root);
}
