// Simulated spikes, as people would write them: each line is "author mood text", the mood one of − ○ +.
import type { TroubleKind } from '../../src/mood/trouble.ts';
import { CHINESE_SPIKES } from './chineseSpikes.ts';

export interface Spike {
  readonly name: string;
  readonly kind: TroubleKind;
  /** One of these stands for the cause: a thing (see things.ts) or a word. */
  readonly about: readonly string[];
  /** What is no cause, only how people feel, or chatter beside it. */
  readonly notAbout?: readonly string[];
  /** What was announced an hour before. */
  readonly event?: string;
  /** What the channel said the day before; none: it is new. */
  readonly before?: readonly string[];
  readonly lines: readonly string[];
}

const CALM = `tea + good morning harbour, sails are up
sam ○ anyone up for a run on the reef map tonight
ivy + great race yesterday, that last corner was beautiful
leo ○ which hull do you use for storms
tea ○ the light one, it turns better
max + thanks, will try that
sam ○ patch notes say the fog is thinner now
ivy + nice, fog was too thick
leo ○ is the market open at night
tea ○ yes until two
max − missed the tide again, my own fault
sam + haha happens to all of us
ivy ○ who is coming to the lantern festival
leo ○ me, if I finish work in time
tea + I painted my boat blue, looks lovely
max ○ screenshot please
sam ○ how many players fit in the harbour
ivy ○ forty I think
leo − the seagull stole my fish
tea + that seagull is a legend`.split('\n');

export const SPIKES: readonly Spike[] = [
  {
    name: 'a login outage',
    kind: 'topic',
    about: ['login'],
    notAbout: ['garbage', 'frustrating', 'again'],
    before: CALM,
    lines: `sam − login is broken, error 503 again and again
ivy − same, cannot login since ten minutes
leo ○ is login down for anyone else?
tea − the login server throws 503, so frustrating
max − kicked out in the middle of a race and now login fails
sam − garbage. every login attempt ends in 503
zoe − I have one free hour today and I cannot log in
ivy − still 503 here
leo + at least the tea is hot
tea − nobody says anything about the login servers, pathetic
max − login still dead, this is the worst evening
zoe − why is the status page green when login returns an error`.split('\n'),
  },
  {
    name: 'a patch that broke saves, in a new channel',
    kind: 'topic',
    about: ['save'],
    notAbout: ['angry', 'terrible'],
    lines: `sam − my save is gone after the patch
ivy − mine too!! two years of progress lost
leo − the patch ate my save, I am so angry
tea − loaded the game and the save is from March
max − all progress missing, terrible update
zoe − save file corrupted since the patch
sam − no backup of the saves?? really?
ivy ○ does the cloud save still work for somebody
leo − nope, cloud save is overwritten as well
tea − I want my ship back
max − this broke everything
zoe − support says reinstall, the save is still gone`.split('\n'),
  },
  {
    name: 'two people at each other',
    kind: 'quarrel',
    about: ['loot', 'raid', 'ninja', 'guild'],
    before: CALM,
    lines: `sam − you took the loot again, thief
max − you are lying and you know it
sam − everybody saw you grab the loot before the roll
max − shut up, you never pulled your weight in that raid
ivy ○ guys please
sam − at least I don't steal from my own guild
max − your guild is a joke and so are you
sam − say that again you coward
leo − can you two stop, this is unpleasant
max − you started it with your loot drama
sam − I am done with you, you are a disgrace
tea ○ popcorn anyone
max − you should be kicked
sam − we will see who gets kicked, you clown`.split('\n'),
  },
  {
    name: 'one person raging',
    kind: 'person',
    about: [],
    before: CALM,
    lines: `max − this game is rigged and you are all idiots
max − matchmaking is a scam
max − I hate every single one of you
tea ○ calm down max
max − do not tell me to calm down
max − worst community ever
sam − that was rude
max − cry about it
ivy − please stop shouting
max − I will shout as much as I want
max − trash game trash players trash mods
leo − not again
max − lost nine matches because of you people
max − uninstall and rot`.split('\n'),
  },
  {
    name: 'a price change',
    kind: 'topic',
    about: ['price'],
    before: CALM,
    lines: `sam − the subscription price doubled?? no way
ivy − 15 euros a month now, the new price is insane
leo − I pay for three accounts, cancelling the subscription today
tea − pure greed, price up and no new content
max ○ does the old price stay for us veterans
zoe − no, the mail says the price changes for everyone
sam − raising the subscription in this economy is shameless
ivy − who will pay that
leo − refund my yearly subscription please
tea − I loved this game but that price is a joke
noa − prices up, servers down, classic
max − cancelled. not worth the price`.split('\n'),
  },
  {
    name: 'spam that is pasted again and again',
    kind: 'repeated',
    about: ['login', 'moderation', 'verify'],
    before: CALM,
    lines: `ab1 − your account gets banned today, verify here: https://evil.example/a
ab2 − your account gets banned today, verify here: https://evil.example/b
ab3 − Your account gets BANNED today! verify here: https://evil.example/c
ivy ○ what is this
ab1 − your account gets banned today, verify here: https://evil.example/d
ab4 − your account gets banned today, verify here: https://evil.example/e
leo − somebody remove these bots
ab2 − your account gets banned today, verify here: https://evil.example/f
ab3 − your account gets banned today, verify here: https://evil.example/g
tea ○ do not click that
ab4 − your account gets banned today, verify here: https://evil.example/h
sam − annoying`.split('\n'),
  },
  {
    name: 'a lost match after an announced event',
    kind: 'event',
    about: ['final', 'referee', 'penalty', 'lost', 'goal'],
    event: 'Grand final: Harbour Kings against Reef United',
    before: CALM,
    lines: `sam − we lost the final because of that referee
ivy − robbed. that penalty was never a penalty
leo − the referee was blind, what a disgrace
tea − I cried, we were so close in the final
max − worst referee of the season
zoe + well played reef though
sam − five minutes of extra time and then a penalty, of course
ivy − our captain missed, I cannot watch this
noa − referee decided the final, not the players
leo − lost again, every final the same
max − sad evening
tea − that penalty will haunt me`.split('\n'),
  },
  {
    name: 'a dispute about a moderator',
    kind: 'topic',
    about: ['moderation'],
    before: CALM,
    lines: `sam − why did the mods ban noa? she did nothing
ivy − banned for a joke, the mods are out of control
leo − unban noa, this is power abuse
tea − a mod deletes every message that asks about the ban
max − I got a warning for asking about the ban, ridiculous
zoe − mods here play favourites
sam − no reason given for the ban, of course
ivy ○ is there an appeal for a ban
leo − the mod who did it went offline
tea − this is how communities die
max − either explain the ban or step down
zoe − shameful moderation`.split('\n'),
  },
  {
    name: 'a bad evening without one cause',
    kind: 'unclear',
    about: [],
    before: CALM,
    lines: `sam − my boss shouted at me all day
ivy − lost my keys in the rain
leo − exam tomorrow and I know nothing
tea − cat is at the vet again
max ○ what a day for all of you
zoe − toothache since Monday
noa − train cancelled, home at midnight
kim − broke up with Alex
sam − headache on top of it
ivy − shoes are soaked as well`.split('\n'),
  },
  ...CHINESE_SPIKES,
];
