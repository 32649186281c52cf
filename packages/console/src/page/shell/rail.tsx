import { Icon, type IconName } from '../components/icon.js';
import { usePageUrl } from '../data/page-url.js';
import { session } from '../data/session.js';

interface Place {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
  readonly key: string;
}

/** The places of the rail, each with the key that follows `g`. */
const places: readonly Place[] = [
  { path: '/executions', title: 'Executions', icon: 'executions', key: 'e' },
  { path: '/types', title: 'Types', icon: 'types', key: 't' },
  { path: '/task-lists', title: 'Task lists', icon: 'taskLists', key: 'l' },
  { path: '/import', title: 'Import', icon: 'import', key: 'i' },
];

const TIME: Place = { path: '/time', title: 'Time', icon: 'time', key: 'v' };

/** Returns the places that this console has. */
export function placesHere(): readonly Place[] {
  return session.value?.features.time ? [...places, TIME] : places;
}

const BELONGS: Readonly<Record<string, string>> = {
  '/': '/executions',
  '/execution': '/executions',
  '/start': '/executions',
  '/domains': '/types',
};

/** The places of the console, at the left, or at the bottom of a narrow window. */
export function Rail() {
  const { path, href } = usePageUrl();
  const current = BELONGS[path] ?? path;
  return (
    <nav class="rail" aria-label="Places">
      {placesHere().map((place) => (
        <a
          key={place.path}
          class="rail-item"
          href={href(place.path)}
          aria-current={place.path === current ? 'page' : undefined}
          title={`${place.title} (g ${place.key})`}
        >
          <Icon name={place.icon} />
          <span>{place.title}</span>
        </a>
      ))}
    </nav>
  );
}
