import { beforeAll, describe, expect, it } from 'vitest';
import { openTraditional } from '../../../src/llm/guard/traditional.ts';

describe('Chinese for a reader in Taiwan', () => {
  let traditional: (text: string) => string;
  beforeAll(async () => {
    traditional = await openTraditional();
  });

  it('has Traditional characters and the words of Taiwan', () => {
    expect(traditional('这个软件的默认设置在服务器里。')).toBe('這個軟體的預設設定在伺服器裡。');
    expect(traditional('后天去理头发。')).toBe('後天去理頭髮。');
  });

  it('leaves code alone', () => {
    const code = '```py\nprint("软件")\n```';
    expect(traditional(`看这里：\n${code}\n和 \`软件\``)).toBe(`看這裡：\n${code}\n和 \`软件\``);
  });

  it('leaves sentences that are Traditional already', () => {
    const text = '別干擾他們工作，這樣不太好。';
    expect(traditional(text)).toBe(text);
  });
});
