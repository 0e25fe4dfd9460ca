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

  it.each([
    ['這個游戏很好玩。', '這個遊戲很好玩。'],
    ['剪头发了嗎？這樣很好看。', '剪頭髮了嗎？這樣很好看。'],
    ['這個软件還不錯', '這個軟體還不錯'],
    ['我覺得你说得對', '我覺得你說得對'],
    ['别干擾他們工作，這樣不太好。', '別干擾他們工作，這樣不太好。'],
    ['皇后鎮離這裡只有三公里。', '皇后鎮離這裡只有三公里。'],
    ['周杰倫的演唱會在台北', '周杰倫的演唱會在台北'],
  ])('mends Simplified characters among Traditional ones: %s', (text, mended) => {
    expect(traditional(text)).toBe(mended);
  });
});
