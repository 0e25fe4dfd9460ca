// Takes the picture of a message on the page of the local server, into docs/images.
import { fileURLToPath } from 'node:url';
import type { APIMessage } from 'discord-api-types/v10';
import type { Page } from 'playwright-core';

export const pathOf = (file: string): string => fileURLToPath(new URL(`images/${file}`, import.meta.url));

/** The message alone; it is among the newest of its channel. `me`: who looks. */
export async function takeMessage(
  page: Page,
  { url, me }: { readonly url: string; readonly me: string },
  message: Pick<APIMessage, 'id' | 'channel_id'>,
  file: string,
): Promise<void> {
  await page.goto(`${url}/?as=${me}#${message.channel_id}`);
  await page.reload();
  const row = page.locator(`[data-id="${message.id}"]`);
  await row.waitFor();
  for (const image of await row.locator('img').all())
    await image.evaluate((node: unknown) => (node as { decode(): Promise<void> }).decode());
  await row.screenshot({ path: pathOf(file) });
  process.stdout.write(`${file}\n`);
}
