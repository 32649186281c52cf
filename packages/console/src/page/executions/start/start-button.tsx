import { Icon } from '../../components/icon.js';
import { usePageUrl } from '../../data/page-url.js';
import { refusalOf } from '../../data/session.js';

/** A link to the page that starts an execution, or the reason why that is not allowed. */
export function StartButton({ domain }: { readonly domain: string }) {
  const { href } = usePageUrl();
  const refusal = refusalOf('start');
  if (refusal !== undefined) {
    return (
      <button type="button" aria-disabled={true} title={refusal}>
        <Icon name="plus" />
        Start
      </button>
    );
  }
  return (
    <a class="button primary" href={href('/start', { domain })}>
      <Icon name="plus" />
      Start
    </a>
  );
}
