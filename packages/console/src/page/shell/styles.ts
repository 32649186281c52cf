/** Styles that not every page needs. */
export type StyleName = 'lists' | 'histories';

const styles = new Map<StyleName, Promise<void>>();

/** Loads styles, once; those of an earlier page stay. */
export function loadStyle(name: StyleName): Promise<void> {
  const style = styles.get(name) ?? linkStyle(name);
  styles.set(name, style);
  return style;
}

function linkStyle(name: StyleName): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `/assets/${name}.css`;
    link.onload = () => resolve();
    link.onerror = () => {
      styles.delete(name);
      link.remove();
      reject(new Error(`the styles "${name}" could not be loaded`));
    };
    document.head.append(link);
  });
}
