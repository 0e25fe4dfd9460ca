// @ts-check
// Links, pictures and files. Pictures are shown only from this server: the page fetches nothing from elsewhere.
import { h } from '../dom.js';
import { pageAddress } from '../world/links.js';

/** @typedef {import('discord-api-types/v10').APIAttachment} Attachment */

/**
 * A link for http(s) addresses and this server's own, else plain text.
 * @param {string | undefined} href
 * @param {string} text
 */
export function webLink(href, text) {
  if (!href || !(/^https?:\/\//i.test(href) || isOurs(href))) return h('span', null, text);
  return h('a', leadingTo(href), text);
}

/** What makes an `a` lead there: links to this server's messages stay in the page. @param {string} href */
export function leadingTo(href) {
  const here = pageAddress(href);
  return here === null ? { href, target: '_blank', rel: 'noopener noreferrer nofollow' } : { href: here };
}

/**
 * @param {string} url
 * @param {string} alt
 */
export function picture(url, alt) {
  if (!isOurs(url)) return webLink(url, alt || url);
  return h(
    'a',
    { href: url, target: '_blank', rel: 'noopener' },
    h('img', { src: url, alt, loading: 'lazy' }),
  );
}

/** @param {Attachment} file */
export function attachment(file) {
  if (file.content_type?.startsWith('image/') && !file.content_type.includes('svg') && isOurs(file.url)) {
    return h('figure', { class: 'attachment image' }, picture(file.url, file.description ?? file.filename));
  }
  return h(
    'div',
    { class: 'attachment file' },
    h('span', { class: 'file-icon', 'aria-hidden': 'true' }, '📄'),
    h('span', { class: 'file-name' }, webLink(file.url, file.filename)),
    h('span', { class: 'file-size' }, size(file.size)),
  );
}

/** @param {string} url */
function isOurs(url) {
  return URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
