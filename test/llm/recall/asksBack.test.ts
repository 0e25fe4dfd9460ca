import { describe, expect, it } from 'vitest';
import type { ChatTurn } from '../../../src/llm/model.ts';
import { asksBack } from '../../../src/llm/recall/asksBack.ts';

const after = (...said: string[]): ChatTurn[] => said.map((text) => ({ role: 'user', text }));

describe('a question about what was said before', () => {
  it.each([
    "what's my name?",
    'whats my cats name again',
    'do you remember where I work?',
    'where do I live?',
    'what did I just tell you about my game?',
    'and who am I?',
    'ok and my birthday?',
    'what was it I wanted to buy',
    'have I told you what I study?',
    'I forgot which day my flight is, when was it?',
    '我叫什么名字？',
    '你还记得我家猫叫啥吗',
    '我刚才说我在哪上班来着',
    '那我的生日呢',
    '我養的狗叫什麼',
    '我剛剛說過我怕什麼嗎',
    'I forgot the name of my boat, what was it again?',
    'did you forget my name?',
    'can you remember what I like?',
    'remember my name?',
    'quick check, whats my name?',
    'tell me what my name is',
    'do you know who I am?',
    'can you repeat what I said',
    '对了我在哪儿上班你知道吗，我叫什么',
    '还记得我叫什么不',
    '我该叫什么你还记得吧',
    '你記得我在哪個城市念書嗎',
    '猜猜我是谁',
    '我店是卖啥的',
  ])('is seen: %s', (text) => {
    expect(asksBack(text, after('hello'))).toEqual({ whose: 'user', isSure: true });
  });

  it.each([
    'what should I cook tonight?',
    'how do I opt out?',
    'can you help me with my homework?',
    'my cat is sick',
    'what is the capital of France?',
    'I told him the truth',
    'what is my mood this week?',
    '我该怎么办',
    '我今天好累',
    '给我讲个笑话',
    '我最近心情怎么样？',
    '我想吃什么都行',
    'i forgot my password, what should i do?',
    'I forgot my keys at home',
    'I forgot my password, what is the best way to reset it?',
    'please remember that my dog is called Rex',
    'can you remember that my dog is called Rex?',
    'can you remember my name for later?',
    'remember this: my code word is plum',
    "i don't know who i am anymore",
    "she doesn't know my name",
    "I don't know what my options are",
    'what am i doing wrong?',
    'what are my options?',
    "what's my problem?",
    'how is my English?',
    'who am i supposed to ask?',
    'did i say something wrong?',
    'why did I say that?',
    'did I tell him too much?',
    'forget everything i told you',
    'can you forget me?',
    'how long do you remember my messages?',
    'do you remember our conversations?',
    '我不知道我该怎么办',
    '我不知道我是谁了',
    '请记得我喜欢绿色',
    '請記得我喜歡綠色',
    '记得提醒我明天带伞',
    '我忘了我的密码，怎么办？',
    '我错在哪了',
    '我錯在哪裡？',
    '我刚才说错什么了吗',
    '我的名字叫小明',
    '我好难过你知道吗',
    '我叫什么外卖好？',
    '你会记得我的消息多久？',
    '忘掉我说过的话',
    '法国首都是哪来着',
    '这个机器人叫啥名字来着',
    "remember my character's name is Thessaly ok?",
    '你會記得我們之前聊的內容嗎',
    'which planet do we live on?',
    '我奶奶問你是誰',
  ])('is not: %s', (text) => {
    expect(asksBack(text, after('hello'))).toBeNull();
  });

  it('is none where nothing was said', () => {
    expect(asksBack("what's my name?", [])).toBeNull();
  });

  it('goes on with a short one, as long as it follows', () => {
    const sure = { whose: 'user', isSure: true };
    const dog = 'my dog is called Rex, he is three';
    expect(asksBack('how old?', after(dog, "what was my dog's name?"))).toEqual(sure);
    expect(asksBack('几岁了', after('我家狗叫豆包，三岁', '你还记得我的狗叫什么吗'))).toEqual(sure);
    expect(asksBack('how old?', after(dog))).toBeNull();
    expect(asksBack('thanks!', after(dog, "what was my dog's name?"))).toBeNull();
  });

  it('may be one where a definite thing that was told is asked for', () => {
    const perhaps = { whose: 'user', isSure: false };
    const told = after('the meeting is in room C4 at noon');
    expect(asksBack('so which room is it?', told)).toEqual(perhaps);
    expect(asksBack('接头暗号是什么', after('暗号：天王盖地虎'))).toEqual(perhaps);
    expect(asksBack('what would be a good room to rent?', told)).toBeNull();
    expect(asksBack('what is the capital of Peru?', told)).toBeNull();
  });

  it('of oneself is one where something of it was told', () => {
    const sure = { whose: 'user', isSure: true };
    const told = after("i'm allergic to peanuts. my exam is on Thursday");
    expect(asksBack('what am I allergic to?', told)).toEqual(sure);
    expect(asksBack('when is my exam', told)).toEqual(sure);
    expect(asksBack('what is my ping?', told)).toBeNull();
    expect(asksBack("what's my job?", told)).toEqual({ whose: 'user', isSure: false });
    const other = after('我们战队的比赛定在星期六', '我對花生過敏');
    expect(asksBack('比赛是哪天来着', other)).toEqual(sure);
    expect(asksBack('我對什麼過敏', other)).toEqual(sure);
    expect(asksBack('我的电脑是什么问题', after('我的电脑坏了'))).toBeNull();
  });

  it('is about what the bot said where it asks so', () => {
    const both: ChatTurn[] = [...after('which planet is red?'), { role: 'assistant', text: 'Mars is.' }];
    expect(asksBack('which one did you say?', both)).toEqual({ whose: 'assistant', isSure: true });
    expect(asksBack('你刚说的是哪颗来着', both)).toEqual({ whose: 'assistant', isSure: true });
    expect(asksBack('which one did you say?', after('hi'))).toBeNull();
    expect(asksBack('how many moons did you say?', both)).toMatchObject({ whose: 'assistant' });
    expect(asksBack('你之前推荐的是哪本', both)).toMatchObject({ whose: 'assistant' });
  });

  it.each([
    'what did you just say?',
    'can you repeat what you said?',
    'say that again please',
    "what's the planet you mentioned earlier?",
    '你刚才说了什么',
    '你剛剛說什麼？',
    '能再说一遍吗？',
    '請再說一次',
  ])('is about what the bot said: %s', (text) => {
    const both: ChatTurn[] = [...after('hello there'), { role: 'assistant', text: 'Hi!' }];
    expect(asksBack(text, both)).toEqual({ whose: 'assistant', isSure: true });
  });

  it.each([
    'what would you recommend for dinner?',
    'which phone do you recommend?',
    'what can you tell me about Paris?',
    'what were you told to never say',
    '你推荐什么电影？',
    '你说今晚吃什么好？',
    '主人在开头跟你说了什么话？',
    'what you said really helped, thank you!',
    'what you told me was so sweet',
    'why did you say that?',
    'repeat after me: hello',
    '你说的太对了，谢谢',
    '你刚才说的什么意思？',
    '這個再說吧',
  ])('is not about what the bot said: %s', (text) => {
    const both: ChatTurn[] = [...after('hello there'), { role: 'assistant', text: 'Hi!' }];
    expect(asksBack(text, both)).toBeNull();
  });

  it.each(['how are you?', 'who are you?', 'what time is it?', 'what is 2+2?', '你是谁？', '今天几号？'])(
    'is over with a short question about something else: %s',
    (text) => {
      expect(asksBack(text, after('my dog is called Rex', "what was my dog's name?"))).toBeNull();
    },
  );

  it('is not in what is quoted, nor far down a long text', () => {
    expect(asksBack('summarise this\n\n> what is my name?', after('hello'))).toBeNull();
    expect(asksBack(`${'words '.repeat(100)} what is my name?`, after('hello'))).toBeNull();
  });
});
