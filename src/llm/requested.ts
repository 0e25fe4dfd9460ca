// How people begin and end a request, as pieces of patterns.

/** What may stand before a request. */
export const PLEASE = String.raw`(?:(?:please|pls|plz|just|only|simply|now|ok|okay|and|but|so|hey|ha|haha|lol)\s+)*`;
export const PLEASE_HAN = '(?:请|請|麻烦|麻煩|你|就|只|只要|只需|现在|現在|那|再|直接|简单|簡單|帮我|幫我)*';
/** What asks: a clause that begins so is no story. */
export const ASK =
  '(?:answer|reply|respond|describe|explain|define|say|name|tell|give|sum|summari[sz]e|rate|translate|put|keep|make)';
export const ASK_HAN =
  '(?:回答|回覆|回复|回|作答|说说|說說|说明|說明|说清楚|說清楚|说|說|讲讲|講講|讲|講|解释|解釋|形容|描述|概括|总结|總結|介绍|介紹|告诉我|告訴我)';
export const ENOUGH_HAN = '(?:就好|就行|就够|就夠|即可|就可以)?了?';
export const AFTER = String.raw`(?:\s+(?:only|answer|answers|reply|please|pls|plz|max|nothing more|nothing else|thanks|is enough))*`;

export const whole = (pattern: string) => new RegExp(`^${pattern}$`, 'iu');
