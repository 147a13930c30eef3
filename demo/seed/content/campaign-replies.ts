import {scenes} from '../script.js';

/** What comes back after a message to a list. */
export const campaignReplies = scenes(String.raw`
> {Yes please|YES|yes|Yes, for two|Y}
< {Great! $day at $time, $clinic?|Lovely. Mornings or afternoons?}
> {that works|morning|ok|perfect}
<? Booked, see you then.

> {How much is it?|is there a cost|Free?}
< {It's bulk billed.|$price, or free with a concession card.}
> {ok thanks|book me in then|👍}
<? {$day at $time?|}

> {Already had it|got it at work thanks|had mine at the chemist}
<? {Thanks for telling us, we've noted it.|Wonderful, thank you.}

> {Can my kids come too?|Does it include $child?}
< Yes, from six months. {Same time if you like.|}
> {great|yes same time|will call}

> {No thanks|not interested|Not this year|maybe later}

> {Is this real? Never know with links these days|is this a scam}
< {It's really us. You can also ring the number on our website.|Very sensible to ask! Yes, it's us, $agent at Harbour Street.}
> {ok good 😅|thanks for confirming|fine, booked online}

> {We moved to Brisbane so no longer patients, but thank you for everything|I'm not living there now}
<? {Sorry to lose you! Shall we send your records on?|All the best, $first.}

> {👍|ok|Thanks|ta|😊}

> {The link doesn't open|page is blank on my phone}
< {Sorry! Please try https://lanternbay.example/b/$code|It works again now, thank you for telling us.}
> {works|yes now|ok thx}
`);

/** Ends with the word that stops all further messages. */
export const optOuts = scenes(String.raw`
> {STOP|Stop|stop|STOP.|UNSUBSCRIBE}
`);

/** Stopped by mistake, and back again. */
export const optBackIn = scenes(String.raw`
> STOP
~ 2h
> START
> {sorry, thought you were the phone company|that was for someone else!}
< No harm done, $first, you will hear from us again.
`);
