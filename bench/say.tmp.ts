import { openPreset } from './open.ts';
const file = process.argv[2]!;
const o = await openPreset({ preset: 'qwen2.5-coder-0.5b', file, threads: '1' });
const voices = o.prompts.assistant().voices;
const s = o.prompts.assistant().sampling;
const cases: [string[], string, 'en'|'zh-CN'|'zh-TW'][] = [
 [['hey im Tamsin','trying to pick a weekend game. do you know what chess is','how many players does it need'],'quick check, whats my name?','en'],
 [["i have a tortoise called Biscuit, he's 41 years old",'do tortoises lay eggs'],"lol obviously. what was my pet's name again and how old is he?",'en'],
 [["Good evening. I'm Harold, I mend clocks for a living. Have done since 1974.","My wife has gone to her sister's so it's just me and the radio tonight."],"Quite right. Do you recall what trade I'm in?",'en'],
 [['my exam is on thursday in room B207 and i will definitely forget, so pls hold that for me','ty. no wait the exam moved to FRIDAY, same room'],'sooo which day is it and which room','en'],
 [['my favourite colour is teal btw'],"what's my dog called?",'en'],
 [['我叫阿坤，在东莞开五金店的','最近生意一般 唉'],'对了 还记得我叫什么不','zh-CN'],
 [['记一下哈，我对花生过敏','火星是太阳系第几颗行星'],'刚才我说我对什么过敏来着','zh-CN'],
 [['我家狗叫豆包，今年三岁','它昨天把我拖鞋咬烂了'],'你还知道我狗叫啥吗','zh-CN'],
 [['嗨我是小芸，剛考上高雄的大學','宿舍要自己帶什麼啊'],'你記得我在哪個城市念書嗎','zh-TW'],
 [['跟你說一個秘密代號：鳳梨酥。等等我會考你喔'],'好了，代號是什麼！','zh-TW'],
];
const F: Record<string,(t:string[],q:string,l:string)=>string> = {
 notes: (t,q,l)=> l==='en' ? `Notes on what I told you before:\n${t.map(x=>`- ${x}`).join('\n')}\n\nQuestion: ${q}\nAnswer with what the notes say, in one short sentence.` : l==='zh-CN' ? `我之前说过的话：\n${t.map(x=>`- ${x}`).join('\n')}\n\n问题：${q}\n根据上面的话，用一句话回答。` : `我之前說過的話：\n${t.map(x=>`- ${x}`).join('\n')}\n\n問題：${q}\n根據上面的話，用一句話回答。`,
 said: (t,q,l)=> l==='en' ? `A person wrote:\n"${t.join('\n')}"\n\nThe person now asks you: "${q}"\nTell them, in one short sentence.` : l==='zh-CN' ? `有人写道：\n“${t.join('\n')}”\n\n这个人现在问你：“${q}”\n请用一句话告诉他，用“你”称呼他。` : `有人寫道：\n「${t.join('\n')}」\n\n這個人現在問你：「${q}」\n請用一句話告訴他，用「你」稱呼他。`,
};
for (const [t,q,l] of cases) for (const [n,f] of Object.entries(F)) for (const ex of [true,false]) {
  const v = voices[l]; let out='';
  for await (const p of o.model.stream({ system: ex? v.system : 'You are a helpful assistant.', examples: ex? v.examples:[], turns:[{role:'user',text:f(t,q,l)}] } as any,{ signal:new AbortController().signal, maxTokens:40, sampling:{...s,temperature:0}, seed:1 })) out+=p;
  console.log(n, ex?'ex':'--', '|', q.slice(0,40), '=>', out.replace(/\n/g,'⏎'));
}
await o.close();
