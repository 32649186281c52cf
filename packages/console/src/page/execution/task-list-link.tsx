import { usePageUrl } from '../data/page-url.js';

interface TaskListLinkProps {
  readonly name: string;
  /** Whether the history is that of a run, and not of a file. */
  readonly isLinked: boolean;
}

/** The name of a task list; the page behind it says what waits there, and who polls. */
export function TaskListLink({ name, isLinked }: TaskListLinkProps) {
  const { href } = usePageUrl();
  return isLinked ? <a href={href('/task-lists', { list: name })}>{name}</a> : name;
}
