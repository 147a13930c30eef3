import {scenes} from '../script.js';

/** Teeth: pain, check-ups, braces, crowns and what they cost. */
export const dental = scenes(String.raw`
> {chipped a tooth|lost a filling|broke half a molar} {on an olive pit|eating toast of all things|last night on a lolly}. {Doesn't hurt but it's sharp|hurts when I breathe in|can you see me soon?}
< {Ouch!|Oh dear.} $dentist can see you $day at $time. {Until then, sugar-free gum over the sharp edge helps.|Please keep the piece if you have it, in milk.}
> {booked in my head|ok thats fine|Have the piece, in a cup 😬}
<? {Good thinking. See you then.|Perfect.}

> {toothache|Bad toothache bottom left|my tooth is throbbing}, {any chance today|can't sleep|panadol not touching it}
< {We keep one emergency spot a day: $time, $clinic. Yours if you want it.|How long has it been? Any swelling in the face?}
> {Yes please|since friday, bit of swelling|YES}
< {See you then, $first. Please have something to eat before you come.|Then please come straight in, $dentist will fit you in.}
~ 5h
>? {Can't feel half my face but can't feel the pain either. Thank $dentist for me|so much better already 😮‍💨}

< Hi $first, it's six months since your last check-up and clean with $dentist. {Mornings or afternoons?|Shall we find a time?}
> {afternoons|Mornings, before work|Yes ok|has it really been 6 months}
< {$day at $time?|How about $date, $time at $clinic?}
> {Great|done|bit early but ok}

> How much is a {crown|root canal|night guard|whitening}? {roughly|just ballpark|before my health fund limit resets}
< {Between $price and a bit more, depending on what $dentist finds.|$price, and you can pay it off over three months.|$dentist needs to have a look first, the consult is $price.}
> {ok|Ouch 😅 ok|does my fund cover it?|hmm let me think about it}
<? {We claim on the spot with all the funds.|Take your time, the quote holds for 90 days.}

> {my aligner cracked|lost tray 7 at the beach|Bracket came off at the back|wire is poking my cheek}
< {Go back to the last tray and wear it at night, we'll order a new one.|Wax over it for now, and $dentist can snip it at $time tomorrow.|Please save the bracket. $day at $time?}
> {ok, got wax|yep|Thank you, $child says it feels better already}

> numb still after {4|5} hours, {is that normal|getting worried}?
< {It can be up to six hours after a lower block. Please don't chew on that side.|What $dentist gave you lasts a long time. If it isn't gone by bedtime, text us here.}
~ 2h
> {gone now!|can feel my lip again|all back. Dribbled through dinner tho}
<? 😄 Glad to hear it.

> {bleeding a bit after the extraction, should I worry|still oozing where the wisdom tooth was}
< Bite on a damp gauze for 20 minutes without checking. No rinsing or straws today. If it hasn't stopped after that, call the after-hours number on your sheet.
> {20 min starts now|doing it}
~ 30m
> {stopped 🙌|much less now|Stopped. thank you}

> {Does $child need the sealants $dentist talked about|is it normal that the new tooth is behind the baby tooth|$child's wobbly tooth came out and won't stop telling everyone}
< {It's common. If the baby tooth hasn't gone in a month, bring $child in.|They do help at that age. We can do it at the next check-up.|🦷 Tell $child well done from all of us!}
> {ok will wait|She wants to know how much the tooth fairy pays at the dentist|good to know}
<? {Tell her there is an award at the front desk.|}

< {Your crown is back from the lab, $first.|Good news: your night guard is ready.|Your new aligners have arrived.} Can you come in {on $day at $time|this week}? {It's a short visit, 20 minutes.|}
> {yep|Sooner than I thought! yes|Can it be after 4?|$day is great}
< {Booked.|$later then. Done.|See you $day.}

> {the temporary crown came off while flossing|temp crown fell out, in my pocket}
< {Don't worry. Keep it, keep the tooth clean, no chewing on that side. $dentist can put it back at $time tomorrow.|Please bring it. A dab of toothpaste holds it till then.}
> {ok!!|brilliant tip|see you then}

> can I {bring my own headphones|hold someone's hand|have the happy gas}? {I'm really nervous|not good with needles|last dentist was a horror story}
< {Of course. Tell $dentist you want to stop at any time by lifting your hand.|Yes to all of that. We'll take it slowly, $first.|We can do gas. Please don't eat for two hours before.}
> {thank you, feeling better about it|ok deep breaths|that really helps}
~ 1d
>? {Well that was nothing like I feared. Thank you all|survived 😅}
<? {You did really well!|So glad. That is what we like to hear.}

> {Do you do mouthguards for footy?|mouthguard for rugby, how long does it take}
< {Yes, an impression takes ten minutes and it's ready in a week. $price for juniors.|We do. Team colours too 🏉}
> {$child wants black and orange stripes|great, $day?|ok book us}

> {retainer doesn't fit anymore|dog ate my retainer|Haven't worn the retainer in a month and now it's tight}
< {It happens more than you'd think. Come in and we'll scan for a new one, $price.|Wear it as many hours as you can for three days. If it's still tight, we'll check it.}
> {He looked so pleased with himself too|ok|embarrassing but ok}
<? {🐶 He has good taste.|}

> {whats the best toothbrush|is the charcoal toothpaste any good|floss or those little brushes}
< {$dentist says any soft one, two minutes, twice a day. The best is the one you use.|Skip the charcoal, it wears the enamel.|The little brushes, if they fit. Floss where they don't.}
> {haha ok|Thx|told my husband so, thank you}

< $first, we have sent your treatment plan to your email. {The first two visits are about $price together.|Please read it before $day.} Any questions, just text us here.
> {Got it thanks|Do I need all of it this year?|can the first one wait till the new financial year}
< {The first filling shouldn't wait, the rest can.|Yes, spreading it is fine. Only the upper left one is pressing.}
>? {that makes it easier, thank you|ok book that one}
`);
