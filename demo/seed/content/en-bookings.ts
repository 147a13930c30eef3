import {scenes} from '../script.js';

/** Making, moving and cancelling appointments, running late, and reminders. */
export const bookings = scenes(String.raw`
> {Hi|Hello|Hey}{, could|! Could| can} I {get in|book in|make a time} with $doctor {this week|some time this week|in the next few days}?
< Hi $first, $doctor has $day at $time or $later at $clinic. Which suits?
> {$time please|The first one please|$time works|The later one is better for me}
< {Done|Booked|All set}, see you $day. {Please arrive 5 minutes early.|Parking is behind the building.|Just check in on the screen when you arrive.}
>? {Thank you!|Great, thanks|Perfect 👍|ta}

> Do you have anything {today|this afternoon|before lunch}? {My ear is killing me|Throat feels like sandpaper|Been up all night with a cough|Think I've done something to my wrist}
< {Oh no.|Sorry to hear it.|That sounds miserable.} We {have just had a cancellation|kept one urgent spot}: $time with $doctor at $clinic. Shall I put you down?
> {Yes please!!|Yes|Yep I'll be there|please do}
< You're in. {If you start to feel much worse before then, please call 000.|Bring your Medicare card if you have moved it lately.|Mask on at the door please 😷}

> Need to {move|change|reschedule} my appointment on $day, {work has rostered me on|the car is at the mechanic|kids are home sick|forgot about a school thing}
< No problem, $first. I can offer $date at $time or $later. 
> {$time|the earlier one|$later if still free}
< Changed. You will get a reminder the day before.
>? {legend|Thanks so much|Thank you, sorry for the mess around|cheers}

> {cancel tomorrow please|Hi, I have to cancel tomorrow sorry|Can you cancel my $time tomorrow?}
< {Cancelled, thanks for letting us know.|That is cancelled, $first. No fee as you gave us notice.} Would you like another time?
> {Not right now, I'll ring|I'll message when I know my shifts|next week maybe|no thanks}
<? {No worries.|Of course, just text us here.}

> Running {about $minutes|$minutes|maybe $minutes} min late, {traffic on the bridge|stuck behind a cane train|bus never came|cant find a park}
< {Thanks for telling us|No stress}, $doctor {is running a little behind too|can still see you}. {Drive safely.|Come straight up to level 1.|}
>? {Here now|just parked|on the stairs haha}

> {I'm outside, do I come in or wait in the car?|Is it ok to wait in the car? little one is asleep|here! door seems locked?}
< {Wait in the car if you like, I'll text when $doctor is ready.|Use the side door next to the pharmacy, the front one is playing up.|Come on in, the waiting room is quiet.}
~ 12m
<? Ready for you now, room {1|2|3|4|5}.
>? {coming|ok}

< Hi $first, you have an appointment with $doctor on $day at $time, $clinic. Reply YES to confirm or NO to change it.
> {YES|Yes|yes|Y|Yes thank you|yep|YES 👍}
<? Thanks, confirmed.

< Hi $first, a reminder of your visit to $dentist tomorrow at $time. Please reply YES to confirm.
> {NO|No sorry|no can't make it anymore}
< Thanks for letting us know. Would $day at $later suit instead?
> {yes that's fine|Yes|can we do the week after?|Perfect}
< {You're booked in.|Done, see you then.|All changed, thank you.}

< {Hi|Hello} $first, $doctor is unwell today and we need to move your $time appointment. {Would $day at $later work?|We could offer $dentist's room at $later with another doctor, or $day with $doctor.}
> {Oh hope they feel better.|No worries} {$day is fine|next week is ok|whatever is next}
< Thank you for understanding. $day at $later it is.

< Hello $first, a spot has opened {tomorrow|on $day} at $time with $doctor. You are first on our waiting list. Would you like it? {It's yours until noon.|}
> {Yes!!|YES please|omg yes|I'll take it}
< {Great, it's yours.|Wonderful, booked.} {See you at $clinic.|}

< Hello $first, a spot has opened {tomorrow|on $day} at $time with $doctor. Would you like it?
> {Can't this time, keep me on the list?|Working sorry 😩|no thank you}
< {Of course, you stay on the list.|No problem, we'll try again with the next one.}

> can i book {both kids|$child and me|the whole family} in {one after the other|back to back|on the same day}
< Yes, $day from $time. I have put 15 minutes each with $doctor.
> {That's brilliant|you're the best|Perfect thanks}

> What time am I booked {on $day|for $child|this week}? {lost the card|can't find the text|calendar ate it}
< $time on $day with $doctor at $clinic.
>? {thanks|Thanks heaps|got it now}

> {Which clinic is it again?|Is my appointment at Harbour Street or Melaleuca Park?|where am I going tomorrow lol}
< $clinic. {Map: https://lanternbay.example/find/$code|There is free parking for two hours on $street.|It's the white building on the corner of $street.}
> {thank you|ok good thing I asked|👍}

> Is $doctor {still working Saturdays|there on $day|back from leave yet}?
< {Back on $date.|Yes, every second Saturday from 8 am.|$doctor is at $clinic on $day this week.} Shall I book something?
> {$time if there is one|Yes please, anything after 3|Not yet, just checking}
<? Pencilled in for $time. I'll confirm it in a minute.
<? Confirmed 🙂

> I missed my appointment yesterday, I'm so sorry. {Mum had a fall and I was at the hospital until late|Completely got the days mixed up|Phone died and I slept through everything}
< {That happens, please don't worry|We were a bit worried about you}, $first. {There won't be a fee this time.|} Shall we find another time?
> {Yes please, any day but $day|When's the next one?|I'll call tomorrow}
< {How is $date at $time?|I have $time on $day.}
> {Good|Yes that works|thank you}

> Can I do a {phone|telehealth} appointment instead? {I'm still contagious I think|I'm working out at the mine this week|can't drive with this foot}
< Yes. $doctor will ring you {at $time|between $time and $later} on this number. {Please keep it free.|}
> {Great|good, thank you|ok no caller id right? i usually dont answer those}
<? It will show as a private number, so please do answer 🙂

> {whats the earliest you open|what time do you close today|Are you open on the public holiday?}
< {We open at 7.30 at Harbour Street and 8 at the other clinics.|Last appointments are at 5.40 today.|Harbour Street is open 9 to 1 on the public holiday, the others are closed.}
>? {ty|Thanks!|perfect}
`);

/** Short things: one question, one word, one thumb. */
export const brief = scenes(String.raw`
> {👍|ok|Thanks|thank you so much|Thx!|Great|ok thanks|👌|Cheers|🙏}

< {Your form has arrived, thank you.|Thanks for coming in today, $first.|$doctor has signed your certificate, it is at the desk.|We found your sunglasses 🕶️ They are at reception at $clinic.}
> {thank you|oh great|thanks, will pick up $day|Amazing I looked everywhere|👍👍}

> {call me please|can someone ring me|pls call when free}
< {Will do in the next half hour.|Ringing you now.|$doctor will call after $time.}
<? {I tried you but it went to voicemail. Try again at $later?|}
>? {sorry was driving|yes|ok}

> {is it cash only?|do you take amex|can i pay in two goes?|Do you bulk bill kids?}
< {Card and cash are both fine.|We do, except for procedures.|Children under 16 and concession cards are bulk billed.|Yes, half on the day and half in 30 days.}
> {ok|perfect|good to know}

> {?|hello??|Hello|anyone there}
< {Sorry for the wait, $first, we are here now. How can we help?|Hi! Yes, we're here. Phones were busy.}
> {all good i worked it out|just wanted to know if my script is ready|its ok}
<? {It's ready at the front desk.|Great.}

> {wrong number?|who is this|Who's this?}
< This is $agent from Lantern Bay Health & Dental, you have an appointment with us on $day. 
> {oh of course, saved now|ahh sorry new phone|ok thanks}

< {Is this still the best number for you?|Do you still live on $street, $first?}
> {yes|Yes it is|no we moved, will update when i come in|Yep}

> {wifi password?|is there a lift|Can I bring my dog? She's an assistance dog in training|is there a charger for the car}
< {Harbour2Health, capital Hs.|Yes, left of the entrance.|Of course she can come 🐕|There are two, next to the bike racks.}
> {ta|amazing|❤️}

> {got it|done|sent|Just paid|Filled it in}
<? {Thank you!|Received, thanks.|Got it 👍}
`);
